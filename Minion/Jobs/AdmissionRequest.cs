using Salt.Minion.Modules;

namespace Salt.Minion.Jobs;

/// <summary>A job whose arguments fit its function.</summary>
internal sealed record AdmissionRequest(PublishedJob Job, FunctionCall Call);
