using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Cli.Keys;

/// <summary><c>keys finger</c> and <c>keys print</c>: what belongs to each key, its fingerprint or the key itself.</summary>
internal static class KeysShow
{
    public static Verb DeclareFinger() => new(
        "keys finger",
        [KeyPatterns.Operand with { IsOptional = true }],
        "fingerprints; without GLOB also the master's (master_finger: master.pub)",
        [KeyPatterns.All],
        (invocation, cancellationToken) => RunAsync(invocation, key => key.Fingerprint, withLocal: true, cancellationToken));

    public static Verb DeclarePrint() => new(
        "keys print",
        [KeyPatterns.Operand with { IsOptional = true }],
        "the public keys themselves",
        [KeyPatterns.All],
        (invocation, cancellationToken) => RunAsync(invocation, key => key.Pem, withLocal: false, cancellationToken));

    private static async Task<int> RunAsync(
        Invocation invocation, Func<KeyView, string> value, bool withLocal, CancellationToken cancellationToken)
    {
        var patterns = invocation.Words.Operands.Count == 0 ? null : KeyPatterns.Read(invocation.Words);
        var outputter = invocation.OpenOutputter();
        using var master = await invocation.ConnectAsync(cancellationToken);
        var list = await master.Control.ListKeysAsync(new ListKeysRequest { WithPem = true }, cancellationToken: cancellationToken);
        var keys = list.Keys.Where(key => patterns?.Match(key) ?? true).ToList();
        if (patterns is not null && keys.Count == 0)
        {
            throw new SaltException(Failure.NotFound, $"The key glob '{patterns.Text}' does not match any keys.");
        }

        var local = withLocal && patterns is null ? list : null;
        if (outputter.IsPage) invocation.Terminal.Out.WriteLine(Page(invocation.IsColoured, keys, value, local));
        else outputter.Write(KeyJson.Values(keys, value, local));
        return ExitCodes.Success;
    }

    private static KeyPage Page(bool coloured, List<KeyView> keys, Func<KeyView, string> value, KeyList? local)
    {
        var page = new KeyPage(coloured);
        if (local is not null) page.Local(local);
        foreach (var section in KeySection.Minions.Where(section => section.Of(keys).Any())) page.Section(section, keys, value);
        return page;
    }
}
