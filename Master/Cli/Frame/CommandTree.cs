using System.CommandLine;
using Symbol = System.CommandLine.Option;

namespace Salt.Cli.Frame;

/// <summary>Declarations as System.CommandLine has them. Only what is asked for is made: start-up pays for one verb.</summary>
internal static class CommandTree
{
    public const string Program = "master-cli";

    // The most that the package knows.
    private const int MostWords = 100_000;

    /// <summary>The program with one level of what it knows: verbs, and groups without their verbs.</summary>
    public static Command Overview()
    {
        var program = new Command(Program, "runs functions on minions, and asks the master about jobs, minions, keys and schedules");
        foreach (var name in VerbTable.TopLevel)
            program.Add(VerbTable.IsGroup(name) ? new Command(name, VerbTable.SummaryOf(name)) : Of(VerbTable.Find(name, null)!, name, withOptions: false));
        AddCommon(program);
        return program;
    }

    /// <summary>The program with the verbs of one group.</summary>
    public static Command Group(string group)
    {
        var program = new Command(Program);
        var command = new Command(group, VerbTable.SummaryOf(group));
        foreach (var word in VerbTable.WordsOf(group)) command.Add(Of(VerbTable.Find(group, word)!, word, withOptions: false));
        AddCommon(program);
        program.Add(command);
        return program;
    }

    /// <summary>The program with one verb.</summary>
    public static Command Single(Verb verb)
    {
        var program = new Command(Program);
        var parent = program;
        var words = verb.Name.Split(' ');
        foreach (var word in words[..^1])
        {
            var group = new Command(word);
            parent.Add(group);
            parent = group;
        }

        parent.Add(Of(verb, words[^1], withOptions: true));
        AddCommon(program);
        return program;
    }

    /// <param name="option">Of two that share a spelling, help shows it with both.</param>
    public static Symbol SymbolOf(Option option)
    {
        var aliases = option.Shown.SkipLast(1).ToArray();
        Symbol symbol = option.Value is null
            ? new Option<bool>(option.Name, aliases) { Arity = ArgumentArity.Zero }
            : new Option<string>(option.Name, aliases) { Arity = ArgumentArity.ExactlyOne, HelpName = option.Value };
        symbol.Description = option.Help;
        symbol.Hidden = option.IsHidden;
        return symbol;
    }

    private static Command Of(Verb verb, string name, bool withOptions)
    {
        var command = new Command(name, verb.Summary);
        foreach (var operand in verb.Operands)
        {
            command.Add(new Argument<string[]>(operand.Name)
            {
                Description = operand.Help,
                HelpName = operand.Name,
                Arity = new ArgumentArity(operand.IsOptional ? 0 : 1, operand.IsMany ? MostWords : 1),
            });
        }

        foreach (var option in withOptions ? verb.Options : []) command.Add(SymbolOf(option));
        return command;
    }

    private static void AddCommon(Command program)
    {
        foreach (var option in CommonOptions.All)
        {
            var symbol = SymbolOf(option);
            symbol.Recursive = true;
            program.Add(symbol);
        }
    }
}
