using Salt.Cli.Frame;
using Salt.Minion.Local;
using Salt.Minion.Modules;
using Salt.Minion.Modules.Cmd;
using Salt.Shared.Errors;
using Salt.Shared.Output;
using Salt.Shared.Values;
using Salt.Tests.Fuzzing.Making;
using Function = Salt.Minion.Modules.Function;

namespace Salt.Tests.Fuzzing.Doors;

/// <summary>Words of a command line, as the two programs and every function take them: an input is words with line breaks between.</summary>
internal static class ArgumentDoors
{
    private static readonly Grammar Language = new(new Dictionary<string, string[]>
    {
        ["line"] = ["<word>", "<word>\n<line>", "<line>\n<word>", "<verb>\n<line>", "cmd.run\n<line>", "run\n*\n<fun>\n<line>", "call\n<fun>\n<line>"],
        ["verb"] = ["run", "jobs\nlist", "jobs\nkill", "keys\naccept", "minions\nmatch", "state\napply", "runner", "events", "pillar\nshow", "schedule\nlist", "render", "nosuch", "help"],
        ["fun"] = ["test.ping", "cmd.run", "cmd.shell,test.ping", "state.apply", "schedule.add", "nosuch", "test.arg,test.kwarg", ",", "a,b,c"],
        ["word"] = ["a", "<value>", "<name>=<value>", "--<option>", "--<option>=<value>", "-<letter>", "-<letter><value>", ",", "--", "<name>==<value>"],
        ["option"] = ["timeout", "out", "batch", "async", "failhard", "follow", "out-indent", "metadata", "root", "local", "version", "help", "nosuch", "batch-wait"],
        ["letter"] = ["t", "L", "G", "E", "P", "I", "C", "S", "N", "B", "v", "c", "d", "R", "l"],
        ["name"] = ["a", "test", "cwd", "timeout", "runas", "python_shell", "env", "name", "saltenv", "pillar", "_x", "é", "a-b", "shell", "stdin", "umask"],
        ["value"] = ["a", "1", "true", "None", "[]", "{}", "[<values>]", "{<members>}", "'<value>'", "\"<value>\"", "{{ <value> }}", "!!<name> <value>", "&x <value>", "*x", "<value>: <value>", "<value> # <value>", "20260704120000000001", "0x1F", "1e5", "1:30", "2026-07-04", ".inf", "{\"a\":<value>}"],
        ["values"] = ["<value>", "<value>, <values>", "<value>,<values>"],
        ["members"] = ["a: <value>", "<name>: <value>, <members>", "<value>: <value>", "<<: <value>"],
    });

    private static readonly Function[] Functions = [.. ExecutionModules.Catalog.All];

    public static IDoor Arguments() => new TextDoor(
        new TextMaker(Language, "line", ["run\n*\ncmd.run\necho a\ncwd=/tmp\nenv={a: 1}", "run\n-L\na,b\ntest.arg\n[1, {a: b}]\nx=None\n-t\n5", "jobs\nlist\n--last\n5\n--metadata\n{\"a\":1}", "a\n,\nb=1"], Language.Alternatives),
        Take,
        _ => false);

    private static void Take(string input)
    {
        var words = input.Split('\n');
        var arguments = CommandLineArguments.Parse(words);
        // What leaves this machine is JSON, and printable.
        _ = (JsonText.Of(arguments.Arg), JsonText.Of(arguments.Kwarg));
        foreach (var function in Functions) Refused<RefusedException>(() => ArgumentBinder.Bind(function, arguments.Arg.DeepClone().AsArray(), arguments.Kwarg.DeepClone().AsObject()));
        foreach (var separator in (string[])[CompoundArguments.DefaultSeparator, words[0]]) Refused<SaltException>(() => JsonText.Of(CompoundArguments.Parse(words[^1], words, separator)));
        foreach (var word in words) Refused<FormatException>(() => ShellWords.Split(word));
        Refused<SaltException>(() => CallWords.Parse(words, null, null));
        Refused<SaltException>(() =>
        {
            var request = VerbRequest.Read(words);
            if (request.Verb is { } verb) WordParser.Parse(request.Words, [.. verb.Options, .. CommonOptions.All], verb.FreeAfter);
        });
    }

    private static void Refused<T>(Action take)
        where T : Exception
    {
        try
        {
            take();
        }
        catch (T)
        {
            // The door's own error; there are others behind it.
        }
    }
}
