using System.Diagnostics;
using System.Net.Sockets;
using Grpc.Net.Client;
using Salt.Master.Authority;
using Salt.Shared.Rpc;
using Salt.V1;

namespace Salt.Tests.Integration.Identity;

/// <summary>Who is at the other end of the operators' socket, by the kernel's word.</summary>
public class OperatorSocketTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Start() => _folder = new TemporaryFolder();

    [TearDown]
    public void Stop() => _folder.Dispose();

    [Test]
    public async Task The_caller_is_shown_by_the_name_of_its_account()
    {
        await using var master = await IdentityMaster.StartAsync(_folder.Of("master"));
        using var channel = Channel(master.Socket);
        var status = await new Control.ControlClient(channel).GetStatusAsync(new StatusRequest());
        var expected = OperatorName.Of(new PeerCredentials(Environment.ProcessId, Accounts.OwnUid(), new HashSet<uint>()));
        Assert.That(status.User, Is.EqualTo(expected).And.Not.Empty);
    }

    [Test]
    public async Task Another_program_is_known_by_its_pid_uid_and_groups()
    {
        if (Accounts.OwnUid() != 0) Assert.Ignore("only root can start a program as somebody else");
        var path = _folder.Of("s");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        File.SetUnixFileMode(path, (UnixFileMode)0x1ff);
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0x1ff);
        var start = new ProcessStartInfo("setpriv") { RedirectStandardInput = true };
        foreach (var word in (string[])["--reuid=65534", "--regid=65533", "--groups=4242,4243", "/usr/bin/python3", "-c",
            "import socket, sys; s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); sys.stdin.read()", path])
        {
            start.ArgumentList.Add(word);
        }

        using var program = Process.Start(start)!;
        using var accepted = await listener.AcceptAsync();
        var peer = PeerCredentials.Of(accepted);
        program.StandardInput.Close();
        await program.WaitForExitAsync();

        Assert.That((peer.Pid, peer.Uid), Is.EqualTo((program.Id, 65534u)));
        Assert.That(peer.Groups, Is.EquivalentTo(new uint[] { 65533, 4242, 4243 }));
    }

    [Test]
    public void The_socket_is_for_its_owner_and_group_alone()
    {
        var path = _folder.Of("s");
        File.WriteAllText(path, "");
        new OperatorSocket().Protect(path);
        Assert.That(
            File.GetUnixFileMode(path),
            Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite));
    }

    [Test]
    public void An_account_without_a_name_is_shown_by_its_number() => Assert.That(Accounts.UserName(4_000_000_001), Is.EqualTo("4000000001"));

    [Test]
    public void Root_is_called_root_and_its_group_is_0() => Assert.That((Accounts.UserName(0), Accounts.GroupId("root")), Is.EqualTo(("root", 0u)));

    [Test]
    public void A_group_that_is_not_there_has_no_number() => Assert.That(Accounts.GroupId("no-such-group-here"), Is.Null);

    private static GrpcChannel Channel(string socket) =>
        GrpcChannels.OverSocket(socket);
}
