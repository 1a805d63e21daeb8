namespace Salt.Master.Hosting;

/// <summary>The port that minions connect to, once it is open: with <c>ret_port: 0</c> the system chooses it.</summary>
internal sealed class ListeningPort
{
    public int Number { get; set; }
}
