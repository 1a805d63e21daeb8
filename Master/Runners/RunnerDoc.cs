using System.Text;

namespace Salt.Master.Runners;

/// <summary>A function's documentation in Salt's layout: an empty line, then the text, the arguments and a command line, all indented.</summary>
internal static class RunnerDoc
{
    public static string Of(RunnerFunction function)
    {
        var text = new StringBuilder($"\n    {function.Doc}\n");
        foreach (var parameter in function.Parameters.Where(parameter => parameter.IsSalts))
            text.Append($"\n    {parameter.Name}{(parameter.IsRequired ? "" : $" : {parameter.Default}")}\n        {parameter.Doc}\n");
        return text.Append($"\n    CLI Example:\n\n        master-cli runner {function.Usage}\n").ToString();
    }
}
