namespace Salt.Shared.Rendering;

/// <param name="Path">Below the roots: <c>apache/init.sls</c>.</param>
/// <param name="Place">Where it lies on this machine, for <c>tplpath</c> and for what is said about faults.</param>
public sealed record RenderFile(string Path, string Place, string Text);
