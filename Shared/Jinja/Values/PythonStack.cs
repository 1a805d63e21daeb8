namespace Salt.Jinja.Values;

/// <summary>Values that hold themselves, and templates that call themselves, end in an error and not in a crash.</summary>
public static class PythonStack
{
    /// <exception cref="TemplateException">RecursionError: the stack is nearly used up.</exception>
    public static void Check()
    {
        WorkBudget.Step();
        if (!Nesting.HasRoom) throw new TemplateException("RecursionError", "maximum recursion depth exceeded");
    }
}
