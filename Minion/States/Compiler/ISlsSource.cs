using Salt.Shared.Rendering;

namespace Salt.Minion.States.Compiler;

/// <summary>Where SLS files come from.</summary>
internal interface ISlsSource
{
    /// <summary>The names of the SLS of an environment, with dots.</summary>
    IReadOnlyList<string> Names(string saltenv);

    /// <summary>Renders one.</summary>
    /// <returns>Null: there is no such SLS.</returns>
    /// <exception cref="RenderException">File, line and cause.</exception>
    RenderedSls? Render(string sls, string saltenv);
}
