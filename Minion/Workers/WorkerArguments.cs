using Salt.Minion.Local;
using Salt.Shared.Errors;

namespace Salt.Minion.Workers;

/// <summary>The words behind the verb <c>worker</c>.</summary>
/// <param name="Folder">Of the job.</param>
/// <param name="Socket">Where the daemon listens for workers.</param>
/// <param name="Root">The minion's root.</param>
/// <param name="ConfigDir">The folder of its configuration.</param>
/// <param name="Terms">What programs are held to.</param>
internal sealed record WorkerArguments(string Folder, string Socket, string Root, string ConfigDir, LocalTerms Terms)
{
    private const int Own = 4;

    public IReadOnlyList<string> ToWords() => [Folder, Socket, Root, ConfigDir, .. Terms.ToWords()];

    /// <exception cref="SaltException">BadRequest: they are not what the daemon gives a worker.</exception>
    public static WorkerArguments Parse(IReadOnlyList<string> words) =>
        words.Count > Own && Directory.Exists(words[0]) && LocalTerms.Parse([.. words.Skip(Own)]) is { } terms
            ? new WorkerArguments(Path.GetFullPath(words[0]), words[1], words[2], words[3], terms)
            : throw new SaltException(Failure.BadRequest, "worker needs the folder of a job, and where its minion is: it is for the daemon to start");
}
