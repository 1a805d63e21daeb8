namespace Salt.Shared.Configuration;

/// <summary>The version of all programs of the system, which are built together.</summary>
public static class ProductVersion
{
    /// <summary>Numbers with dots, such as <c>0.1.0</c>.</summary>
    public static string Text { get; } = typeof(ProductVersion).Assembly.GetName().Version!.ToString(3);
}
