using Salt.Cli.Connection;
using Salt.Cli.Frame;

namespace Salt.Cli.Completion;

/// <summary>The word to complete, and the way to the master that knows what it can be.</summary>
/// <param name="words">The words before it, for <c>--root</c> and <c>-c</c>.</param>
/// <param name="word">As far as it is typed.</param>
internal sealed class CompletionQuery(Words words, string word)
{
    public string Word { get; } = word;

    /// <exception cref="Shared.Errors.SaltException">Nobody answers, or the user may not.</exception>
    public Task<MasterConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        // Nothing may be printed in the middle of a line that is being typed.
        var cluster = ClusterLocator.Locate(words, Environment.CurrentDirectory, _ => { });
        return MasterConnection.OpenAsync(cluster.ControlSocket, cancellationToken);
    }
}
