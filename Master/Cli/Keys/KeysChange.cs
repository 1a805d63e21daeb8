using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.V1;

namespace Salt.Cli.Keys;

/// <summary><c>keys accept</c>, <c>reject</c> and <c>delete</c>: shows the keys, asks, and changes exactly those.</summary>
internal static class KeysChange
{
    private static readonly Option Yes = new(["-y", "--yes"], null, "do not ask");

    public static Verb DeclareAccept() => Declare("accept", "let minions in", KeyChangeVerb.Accept);

    public static Verb DeclareReject() => Declare("reject", "keep minions out, and cut those that are in", KeyChangeVerb.Reject);

    public static Verb DeclareDelete() => Declare("delete", "forget keys, wherever they stand, and cut the minions that use them", KeyChangeVerb.Delete);

    private static Verb Declare(string word, string summary, KeyChangeVerb verb) => new(
        $"keys {word}",
        [KeyPatterns.Operand],
        summary,
        [Yes, KeyPatterns.All, .. verb.AlsoFrom.Keys],
        (invocation, cancellationToken) => RunAsync(invocation, verb, cancellationToken));

    private static async Task<int> RunAsync(Invocation invocation, KeyChangeVerb verb, CancellationToken cancellationToken)
    {
        var patterns = KeyPatterns.Read(invocation.Words);
        var outputter = invocation.OpenOutputter();
        // On a page the dialogue is part of the page, as in Salt; beside data it must not get into the data.
        Action<string> write = outputter.IsPage ? invocation.Terminal.Out.Write : invocation.Terminal.Error.Write;
        using var master = await invocation.ConnectAsync(cancellationToken);
        var list = await master.Control.ListKeysAsync(new ListKeysRequest(), cancellationToken: cancellationToken);
        var sections = verb.Sections(invocation.Words);
        var keys = sections.SelectMany(section => section.Of(list.Keys)).Where(patterns.Match).ToList();
        if (keys.Count == 0)
        {
            write($"The key glob '{patterns.Text}' does not match any unaccepted keys.\n");
            if (!outputter.IsPage) outputter.Write(KeyJson.Ids(verb.Result, []));
            return ExitCodes.SomeFailed;
        }

        write($"The following keys are going to be {verb.Done}:\n{Page(invocation.IsColoured && outputter.IsPage, sections, keys)}\n");
        if (!invocation.Words.Has(Yes) && !await ConfirmAsync(invocation.Terminal, verb, write, cancellationToken)) return ExitCodes.Success;

        var request = new ChangeKeysRequest { Change = verb.Change };
        request.Keys.AddRange(keys.Select(key => new KeyChoice { Id = key.Id, State = key.State, Fingerprint = key.Fingerprint }));
        var reply = await master.Control.ChangeKeysAsync(request, cancellationToken: cancellationToken);
        foreach (var outcome in reply.Outcomes)
        {
            if (outcome.Changed) write($"Key for minion {outcome.Id} {verb.Done}.\n");
            else invocation.Terminal.Say(outcome.Message);
        }

        if (!outputter.IsPage) outputter.Write(KeyJson.Ids(verb.Result, reply.Outcomes.Where(o => o.Changed).Select(o => o.Id)));
        return reply.Outcomes.All(outcome => outcome.Changed) ? ExitCodes.Success : ExitCodes.SomeFailed;
    }

    private static KeyPage Page(bool coloured, IReadOnlyList<KeySection> sections, List<KeyView> keys)
    {
        var page = new KeyPage(coloured);
        foreach (var section in sections.Where(section => section.Of(keys).Any())) page.Section(section, keys);
        return page;
    }

    private static async Task<bool> ConfirmAsync(
        Terminal terminal, KeyChangeVerb verb, Action<string> write, CancellationToken cancellationToken)
    {
        write(verb.Prompt);
        terminal.Out.Flush();
        // A read from a terminal cannot be interrupted: it is left behind when Ctrl-C comes first.
        var answer = await Task.Run(terminal.In.ReadLine, cancellationToken).WaitAsync(cancellationToken);
        return verb.IsYes(answer ?? throw new SaltException(Failure.BadRequest, "there is no answer on stdin: -y answers yes"));
    }
}
