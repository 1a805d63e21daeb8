using System.Runtime.CompilerServices;

namespace Salt.Jinja.Values;

/// <summary>How deep anything may be nested that a peer, a person or a template made: values, documents, targets, templates.</summary>
public static class Nesting
{
    /// <summary>Levels.</summary>
    public const int Most = 1000;

    /// <summary>The stack has room for another level of whatever goes down.</summary>
    public static bool HasRoom => RuntimeHelpers.TryEnsureSufficientExecutionStack();

    /// <summary>For what writes values whose levels it counts.</summary>
    /// <exception cref="TemplateException">RecursionError: deeper than <see cref="Most"/>, or without end.</exception>
    public static void Check(int level)
    {
        if (level > Most) throw new TemplateException("RecursionError", $"the value is nested more than {Most} deep, or contains itself");
        PythonStack.Check();
    }
}
