using Microsoft.Extensions.Logging.Abstractions;
using Salt.Minion.States;
using Salt.Minion.States.Compiler;
using Salt.Shared.Rendering;

namespace Salt.Tests.Unit.States;

/// <summary>SLS files that are texts: <c>name: text</c>, a name that ends with a slash being the file of a folder.</summary>
internal sealed class SlsTexts(params (string Name, string Text)[] texts) : ISlsSource, IRenderFiles
{
    private static readonly RenderSubject Subject = new("web1", [], [], []);

    public IReadOnlyList<string> Names(string saltenv) => [.. texts.Select(text => text.Name.TrimEnd('/'))];

    public RenderedSls? Render(string sls, string saltenv)
    {
        var (name, text) = Array.Find(texts, text => text.Name.TrimEnd('/') == sls);
        if (name is null) return null;
        var file = new RenderFile(sls, $"salt://{sls}.sls", text);
        var result = new SaltRenderer(this, [], NullLogger.Instance).Render(file, Subject, saltenv, sls);
        return new RenderedSls(result.Value, name.EndsWith('/'), result.Lines);
    }

    RenderFile? IRenderFiles.Find(string path, string saltenv) => null;

    /// <summary>What the named SLS come to.</summary>
    public static (IReadOnlyList<LowChunk> Chunks, IReadOnlyList<string> Errors) Compile(string wanted, params (string Name, string Text)[] texts)
    {
        var loader = new SlsLoader(new SlsTexts(texts));
        var high = loader.Load(wanted.Split(',').Select(name => ("base", name)));
        var errors = loader.Errors.ToList();
        return (errors.Count > 0 ? [] : Compilation.Compile(high, errors), errors);
    }

    /// <summary>The same of one SLS, which has no errors.</summary>
    public static IReadOnlyList<LowChunk> Compile(string text)
    {
        var (chunks, errors) = Compile("a", ("a", text));
        Assert.That(errors, Is.Empty);
        return chunks;
    }
}
