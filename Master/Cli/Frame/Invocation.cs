using System.Globalization;
using Salt.Cli.Connection;
using Salt.Shared.Configuration;
using Salt.Shared.Errors;
using Salt.Shared.Output;
using Salt.Shared.Output.States;

namespace Salt.Cli.Frame;

/// <summary>What a verb gets: the words behind its name, the terminal, and the way to the master.</summary>
internal sealed class Invocation(Words words, Terminal terminal, Cluster? cluster = null)
{
    private const int MostIndent = 100;
    private Cluster? _cluster = cluster;

    public Words Words { get; } = words;

    public Terminal Terminal { get; } = terminal;

    /// <summary>The cluster this command is for. A <c>.salt</c> folder that is used, or ignored, is named on stderr.</summary>
    /// <exception cref="SaltException">BadRequest: the folder of <c>-c</c> is not there.</exception>
    public Cluster Cluster => _cluster ??= Locate();

    /// <summary>Whether a page for people has terminal colours.</summary>
    public bool IsColoured =>
        Words.Has(CommonOptions.ForceColor) || (Terminal is { IsInteractive: true, IsPlain: false } && !Words.Has(CommonOptions.NoColor));

    private Cluster Locate()
    {
        ConfigFolder.Require(Words.ValueOf(CommonOptions.ConfigDir));
        return ClusterLocator.Locate(Words, Environment.CurrentDirectory, Terminal.Say);
    }

    /// <summary>The same for another cluster.</summary>
    public Invocation On(Cluster other) => new(Words, Terminal, other);

    /// <summary>The outputter of <c>--out</c>, on stdout; nested where it is unknown, which stderr says.</summary>
    /// <param name="wish">What is taken where <c>--out</c> is not given; empty: nested.</param>
    /// <param name="states">How results of states are shown.</param>
    public IOutputter OpenOutputter(string wish = "", StateOutput? states = null) => Outputters.FindOrNested(
        Words.ValueOf(CommonOptions.Out) ?? (wish.Length > 0 ? wish : Outputters.Default),
        Terminal.Out,
        IsColoured,
        Terminal.Say,
        states,
        Indent());

    // Salt takes a number below 0, too, for one line.
    private int Indent() => Words.ValueOf(CommonOptions.Indent) is not { } text ? JsonText.DefaultIndent
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var indent) && indent <= MostIndent ? Math.Max(0, indent)
        : throw new SaltException(Failure.BadRequest, $"{CommonOptions.Indent.Name} takes a whole number up to {MostIndent}, not '{text}'");

    /// <summary>The outputter for the returns of a function: results of states have a layout of their own, which <c>--state-output</c>,
    /// <c>--state-verbose</c> and the master's configuration choose.</summary>
    /// <exception cref="SaltException">BadRequest: there is no such layout.</exception>
    public IOutputter OpenOutputterOf(string fun) => OpenOutputterFor(StateFunctions.OutputterOf(fun));

    /// <inheritdoc cref="OpenOutputterOf"/>
    /// <param name="wish">The output format where <c>--out</c> is not given; empty: nested.</param>
    public IOutputter OpenOutputterFor(string wish)
    {
        var isHighstate = (Words.ValueOf(CommonOptions.Out) ?? wish) == Outputters.Highstate;
        return OpenOutputter(wish, isHighstate ? StateOptions.Of(Words, Cluster) : null);
    }

    /// <summary>Connects to the master's operator socket.</summary>
    /// <exception cref="SaltException">Nobody answers there, or the user may not.</exception>
    public Task<MasterConnection> ConnectAsync(CancellationToken cancellationToken) =>
        MasterConnection.OpenAsync(Cluster.ControlSocket, cancellationToken);
}
