using System.Text.Json;
using Salt.Cli.Frame;
using Salt.Cli.Run;
using Salt.Shared.Errors;
using Salt.Shared.Output;
using Salt.V1;

namespace Salt.Cli.Operators;

/// <summary><c>operators list</c>: the certificates that were issued to operators, and which of them still count.</summary>
internal static class OperatorsList
{
    public static Verb Declare() => new("operators list", [], "the certificates of operators", [], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        invocation.Words.AtMost(0);
        var outputter = invocation.OpenOutputter();
        using var master = await invocation.ConnectAsync(cancellationToken);
        var list = await master.Control.ListOperatorsAsync(new ListOperatorsRequest(), cancellationToken: cancellationToken);
        if (!outputter.IsPage)
        {
            outputter.Write(Json(list.Operators));
            return ExitCodes.Success;
        }

        foreach (var one in list.Operators) invocation.Terminal.Out.WriteLine(Harmless.Of(Line(one)));
        if (list.Operators.Count == 0) invocation.Terminal.Say("No certificate was issued to an operator: master-cli operators issue NAME");
        return ExitCodes.Success;
    }

    private static string Line(OperatorView one)
    {
        var end = one.RevokedUs > 0
            ? $"revoked {Sentences.Time(one.RevokedUs)} by {one.RevokedBy}"
            : $"valid until {Sentences.Time(one.ExpiresUs)}";
        return $"{one.Name}  {one.Serial}  issued {Sentences.Time(one.IssuedUs)} by {one.IssuedBy}, {end}";
    }

    private static JsonElement Json(IEnumerable<OperatorView> operators) => JsonText.Build(json =>
    {
        json.WriteStartArray();
        foreach (var one in operators)
        {
            json.WriteStartObject();
            json.WriteString("name", one.Name);
            json.WriteString("serial", one.Serial);
            json.WriteString("issued", Sentences.Time(one.IssuedUs));
            json.WriteString("issued_by", one.IssuedBy);
            json.WriteString("expires", Sentences.Time(one.ExpiresUs));
            if (one.RevokedUs > 0)
            {
                json.WriteString("revoked", Sentences.Time(one.RevokedUs));
                json.WriteString("revoked_by", one.RevokedBy);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
