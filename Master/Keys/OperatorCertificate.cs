using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Salt.Master.Keys;

/// <summary>What the master keeps of a certificate that it issued to an operator, as lines <c>name: value</c>. Its key it never had.</summary>
/// <param name="Name">The operator's.</param>
/// <param name="Serial">The certificate's, as hex digits.</param>
/// <param name="IssuedBy">Who asked for it.</param>
/// <param name="Revoked">Null: it has not been.</param>
/// <param name="RevokedBy">Empty: nobody.</param>
public sealed record OperatorCertificate(
    string Name, string Serial, DateTimeOffset Issued, string IssuedBy, DateTimeOffset Expires, DateTimeOffset? Revoked = null, string RevokedBy = "")
{
    private static readonly string[] Fields = ["name", "issued", "issued_by", "expires", "revoked", "revoked_by"];

    internal string Format()
    {
        string[] values = [Name, Text(Issued), IssuedBy, Text(Expires), Revoked is { } revoked ? Text(revoked) : "", RevokedBy];
        return string.Concat(Fields.Zip(values, (field, value) => $"{field}: {value}\n"));
    }

    internal static bool TryParse(string serial, string text, [NotNullWhen(true)] out OperatorCertificate? certificate)
    {
        certificate = null;
        var lines = text.Split('\n');
        if (lines.Length != Fields.Length + 1 || Fields.Where((field, at) => !lines[at].StartsWith($"{field}: ", StringComparison.Ordinal)).Any()) return false;
        var values = Fields.Select((field, at) => lines[at][(field.Length + 2)..]).ToArray();
        if (!TryTime(values[1], out var issued) || !TryTime(values[3], out var expires)) return false;
        DateTimeOffset? revoked = null;
        if (values[4].Length > 0)
        {
            if (!TryTime(values[4], out var at)) return false;
            revoked = at;
        }

        certificate = new OperatorCertificate(values[0], serial, issued, values[2], expires, revoked, values[5]);
        return true;
    }

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static bool TryTime(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
