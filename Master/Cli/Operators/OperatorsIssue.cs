using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Google.Protobuf;
using Salt.Cli.Completion;
using Salt.Cli.Frame;
using Salt.Cli.Run;
using Salt.Shared.Certificates;
using Salt.Shared.Errors;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Operators;

/// <summary><c>operators issue</c>: makes a key here, has the master certify it, and keeps both, with the master's CA, in one file. The key
/// never leaves this machine.</summary>
internal static class OperatorsIssue
{
    private static readonly Operand Name = new("NAME", "the operator, as jobs show who asked for them");
    private static readonly Option To = new(["--to"], "FILE", "where key and certificate are kept; NAME.pem unless given") { Values = ValueSources.Files };

    public static Verb Declare() => new("operators issue", [Name], "make a certificate for an operator who is not at this machine", [To], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var name = invocation.Words.Single("the operator's name");
        var file = Path.GetFullPath(invocation.Words.ValueOf(To) ?? $"{name}.pem");
        if (Path.Exists(file)) throw new SaltException(Failure.BadRequest, $"{file} is there already: name another file with {To.Name}");
        var outputter = invocation.OpenOutputter();

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var master = await invocation.ConnectAsync(cancellationToken);
        var request = new IssueOperatorRequest { Name = name, Csr = ByteString.CopyFrom(SigningRequest.Create(key)) };
        var reply = await master.Control.IssueOperatorAsync(request, cancellationToken: cancellationToken);
        using var issued = X509CertificateLoader.LoadCertificate(reply.Certificate.Span);
        using var authority = X509CertificateLoader.LoadCertificate(reply.Authority.Span);
        PrivateFile.Write(file, $"{key.ExportPkcs8PrivateKeyPem()}\n{issued.ExportCertificatePem()}\n{authority.ExportCertificatePem()}\n");

        var until = Sentences.Time(reply.ExpiresUs);
        if (outputter.IsPage) invocation.Terminal.Out.WriteLine($"Certificate {issued.SerialNumber} of operator {name}, valid until {until}, with its key: {file}");
        else outputter.Write(Json(name, issued.SerialNumber, until, file));
        return ExitCodes.Success;
    }

    private static JsonElement Json(string name, string serial, string until, string file) => JsonText.Build(json =>
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("serial", serial);
        json.WriteString("expires", until);
        json.WriteString("file", file);
        json.WriteEndObject();
    });
}
