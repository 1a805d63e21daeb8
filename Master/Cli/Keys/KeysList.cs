using Salt.Cli.Completion;
using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Cli.Keys;

/// <summary><c>keys list</c>: the ids of every section, or of the one that is named.</summary>
internal static class KeysList
{
    public static Verb Declare() => new(
        "keys list", [new("SECTION", "acc, un, rej, den or all") { IsOptional = true, Values = ValueSources.KeySections }], "minions' keys: accepted, unaccepted, rejected, denied or all", [], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var words = invocation.Words;
        words.AtMost(1);
        var word = words.Operands.Count == 1 ? words.Operands[0] : "all";
        var sections = KeySection.Named(word)
            ?? throw new SaltException(Failure.BadRequest, $"'{word}' is not a valid argument to 'keys list'");
        var outputter = invocation.OpenOutputter();
        using var master = await invocation.ConnectAsync(cancellationToken);
        var list = await master.Control.ListKeysAsync(new ListKeysRequest(), cancellationToken: cancellationToken);
        if (!outputter.IsPage)
        {
            outputter.Write(KeyJson.Ids(KeySection.MinionsInJson.Where(sections.Contains), list.Keys));
            return ExitCodes.Success;
        }

        var page = new KeyPage(invocation.IsColoured);
        foreach (var section in sections) page.Section(section, list.Keys);
        invocation.Terminal.Out.WriteLine(page);
        return ExitCodes.Success;
    }
}
