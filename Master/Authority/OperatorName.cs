namespace Salt.Master.Authority;

/// <summary>The name an operator is shown by. As in Salt, root that came by sudo is <c>sudo_NAME</c>. It is the peer's
/// own environment that says so, hence for display only.</summary>
internal static class OperatorName
{
    private const string SudoUser = "SUDO_USER=";
    private const int MaxName = 64;

    public static string Of(PeerCredentials peer)
    {
        var name = Accounts.UserName(peer.Uid);
        return peer.Uid == 0 && InSudo(Environment(peer.Pid)) is { } caller ? $"sudo_{caller}" : name;
    }

    /// <param name="environment">As in <c>/proc/PID/environ</c>: settings with a NUL behind each.</param>
    internal static string? InSudo(string environment)
    {
        var setting = environment.Split('\0').FirstOrDefault(s => s.StartsWith(SudoUser, StringComparison.Ordinal));
        var name = setting?[SudoUser.Length..];
        var usable = name is { Length: > 0 and <= MaxName } && name != "root"
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '@' or '$');
        return usable ? name : null;
    }

    private static string Environment(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/environ");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";  // It has gone, or is not ours to read: then it is shown as what it is.
        }
    }
}
