using System.CommandLine;
using System.CommandLine.Parsing;
using Salt.Shared.Errors;

namespace Salt.Cli.Frame;

/// <summary>Reads the words behind a verb's name: <see cref="WordRules"/> says which are the verb's, System.CommandLine binds
/// them.</summary>
internal static class WordParser
{
    /// <summary>Neither <c>-la</c> for <c>-l -a</c> nor <c>@file</c>: both would take words from functions.</summary>
    public static ParserConfiguration Configuration { get; } = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <param name="options">The options known here.</param>
    /// <param name="freeAfter">See <see cref="WordRules"/>.</param>
    /// <exception cref="SaltException">An option is unknown, lacks its value, or has one that it does not take.</exception>
    public static Words Parse(IEnumerable<string> words, IReadOnlyCollection<Option> options, int freeAfter = int.MaxValue)
    {
        var rules = new WordRules(options, freeAfter).Read(words);
        var command = new Command("verb");
        var operands = new Argument<string[]>("word") { Arity = ArgumentArity.ZeroOrMore };
        command.Add(operands);
        // What was not given costs nothing.
        var symbols = rules.Given.Select(given => given.Option).Distinct().ToDictionary(option => option, CommandTree.SymbolOf);
        foreach (var symbol in symbols.Values) command.Add(symbol);
        var line = new List<string>();
        foreach (var (option, value) in rules.Given)
        {
            // As a word of its own this value would end the options.
            if (value == "--") line.Add($"{option.Name}={value}");
            else line.AddRange(value is null ? [option.Name] : [option.Name, value]);
        }

        var parsed = CommandLineParser.Parse(command, [.. line, "--", .. rules.Operands], Configuration);
        return new Words(
            [.. parsed.GetResult(operands)?.Tokens.Select(token => token.Value) ?? []],
            symbols.ToDictionary(symbol => symbol.Key, symbol => parsed.GetResult(symbol.Value)!.Tokens is [.., var last] ? last.Value : ""));
    }
}
