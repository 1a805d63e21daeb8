using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Salt.Shared.Certificates;
using Salt.Shared.Identities;

namespace Salt.Master.Keys;

/// <summary>What the master keeps of a join token, as three lines <c>name: value</c>.</summary>
/// <param name="Id">The only minion that may use it; null: any.</param>
/// <param name="UsedBy">The key that it let in.</param>
internal sealed record JoinTokenRecord(DateTimeOffset Expires, MinionId? Id, Fingerprint? UsedBy)
{
    private const string ExpiresName = "expires: ";
    private const string IdName = "id: ";
    private const string UsedByName = "used_by: ";

    public string Format() =>
        $"{ExpiresName}{Expires.ToString("O", CultureInfo.InvariantCulture)}\n{IdName}{Id}\n{UsedByName}{UsedBy}\n";

    public static bool TryParse(string text, [NotNullWhen(true)] out JoinTokenRecord? record)
    {
        record = null;
        if (text.Split('\n') is not [var expiresLine, var idLine, var usedByLine, ""]) return false;
        if (!TryRead(expiresLine, ExpiresName, out var expiresText)
            || !TryRead(idLine, IdName, out var idText)
            || !TryRead(usedByLine, UsedByName, out var usedByText)) return false;
        if (!DateTimeOffset.TryParseExact(expiresText, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var expires)) return false;
        if (!MinionId.TryParse(idText, out var id) && idText.Length > 0) return false;
        if (!Fingerprint.TryParse(usedByText, out var usedBy) && usedByText.Length > 0) return false;
        record = new JoinTokenRecord(expires, idText.Length > 0 ? id : null, usedByText.Length > 0 ? usedBy : null);
        return true;
    }

    private static bool TryRead(string line, string name, out string value)
    {
        var found = line.StartsWith(name, StringComparison.Ordinal);
        value = found ? line[name.Length..] : "";
        return found;
    }
}
