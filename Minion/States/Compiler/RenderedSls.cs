using Salt.Shared.Rendering;

namespace Salt.Minion.States.Compiler;

/// <param name="Data">What it renders to: a dict, if it is well-formed; null: nothing.</param>
/// <param name="IsFolder">It is the <c>init.sls</c> of a folder.</param>
/// <param name="Lines">Where its keys stand; null: not known.</param>
internal sealed record RenderedSls(object? Data, bool IsFolder, KeyLines? Lines);
