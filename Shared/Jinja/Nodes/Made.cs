using Salt.Jinja.Values;

namespace Salt.Jinja.Nodes;

/// <summary>What filters and functions give.</summary>
internal static class Made
{
    /// <summary>Takes a text that one gave out of the budget. Lists and dicts have done so when they were made.</summary>
    public static object? Of(object? value)
    {
        if (value is string text) WorkBudget.SpendText(text.Length);
        else if (value is Markup markup) WorkBudget.SpendText(markup.Text.Length);
        else WorkBudget.Step();
        return value;
    }
}
