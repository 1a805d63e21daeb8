using System.Text;
using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
using Salt.Shared.Output;

namespace Salt.Cli.Runner;

/// <summary><c>runner -d</c>: what the functions do, in Salt's layout.</summary>
internal static class RunnerDocumentation
{
    /// <param name="wanted">Functions or modules; none: all.</param>
    public static int Print(Invocation invocation, IReadOnlyList<string> wanted)
    {
        var names = RunnerFunctions.Names.Where(name => wanted.Count == 0 || wanted.Any(word => IsMeant(name, word))).ToList();
        if (wanted.FirstOrDefault(word => !RunnerFunctions.Names.Any(name => IsMeant(name, word))) is { } unknown)
            return RunnerVerb.NotAvailable(invocation, unknown);
        var outputter = invocation.OpenOutputter();
        var texts = names.Select(name => (name, Text(RunnerTable.Find(name)!))).ToList();
        if (outputter.IsPage)
        {
            foreach (var (name, text) in texts) invocation.Terminal.Out.Write($"{name}:\n{text.TrimEnd()}\n\n");
            return ExitCodes.Success;
        }

        outputter.Write(JsonText.Build(json =>
        {
            json.WriteStartObject();
            foreach (var (name, text) in texts) json.WriteString(name, text);
            json.WriteEndObject();
        }));
        return ExitCodes.Success;
    }

    private static bool IsMeant(string name, string word) =>
        name == word || name.StartsWith($"{word}.", StringComparison.Ordinal);

    private static string Text(Function function)
    {
        var text = new StringBuilder($"\n    {char.ToUpperInvariant(function.Summary[0])}{function.Summary[1..]}.\n");
        foreach (var parameter in function.Parameters.Where(parameter => parameter.IsSalts))
        {
            text.Append($"\n    {parameter.Name}{(parameter.IsRequired ? "" : $" : {parameter.Default}")}\n        {parameter.Help}\n");
        }

        return text.Append($"\n    CLI Example:\n\n        master-cli runner {function.Usage}\n").ToString();
    }
}
