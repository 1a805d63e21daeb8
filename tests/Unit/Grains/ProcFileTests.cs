using Salt.Minion.Grains;

namespace Salt.Tests.Unit.Grains;

internal sealed class ProcFileTests
{
    [TestCase(
        "processor\t: 0\nvendor_id\t: GenuineIntel\ncpu family\t: 6\nmodel name\t: Intel(R) Xeon(R)\nflags\t\t: fpu vme\n\n"
        + "processor\t: 1\nvendor_id\t: GenuineIntel\nmodel name\t: Intel(R) Xeon(R)\nflags\t\t: fpu vme\n",
        """{"num_cpus":2,"cpu_model":"Intel(R) Xeon(R)","cpu_flags":["fpu","vme"]}""")]
    [TestCase(
        "processor\t: 0\nBogoMIPS\t: 108.00\nFeatures\t: fp asimd\nCPU implementer\t: 0x41\n",
        """{"num_cpus":1,"cpu_model":"Unknown","cpu_flags":["fp","asimd"]}""")]
    [TestCase(
        "Processor\t: ARMv6-compatible processor rev 7 (v6l)\nFeatures\t: swp half\nHardware\t: BCM2708\n",
        """{"num_cpus":1,"cpu_model":"ARMv6","cpu_flags":["swp","half"]}""")]
    [TestCase("vendor_id       : IBM/S390\n# processors    : 2\n", """{"num_cpus":2,"cpu_model":"IBM/S390","cpu_flags":[]}""")]
    [TestCase(
        "processor\t: 0\ncpu\t\t: POWER9 (architected), altivec supported\n",
        """{"num_cpus":1,"cpu_model":"POWER9 (architected), altivec supported","cpu_flags":[]}""")]
    [TestCase("", """{"num_cpus":0,"cpu_model":"Unknown","cpu_flags":[]}""")]
    public void Processors(string text, string expected) => Assert.That(CpuInfo.Parse(text).ToJsonString(), Is.EqualTo(expected));

    [TestCase("MemTotal:       16393216 kB\nMemFree:  1 kB\nSwapTotal:       2097148 kB\n", """{"mem_total":16009,"swap_total":2047}""")]
    [TestCase("", """{"mem_total":0,"swap_total":0}""")]
    public void Memory(string text, string expected) => Assert.That(MemInfo.Parse(text).ToJsonString(), Is.EqualTo(expected));

    [TestCase("ro quiet root=UUID=1-2 x=\n", """[["ro",null],["quiet",null],["root","UUID=1-2"],["x",""]]""")]
    [TestCase("a=\"b c\"  \"d e\"=f\n", """[["a","b c"],["d e","f"]]""")]
    [TestCase("\n", "[]")]
    public void Kernel_parameters(string text, string expected) =>
        Assert.That(KernelParameters.Parse(text).ToJsonString(), Is.EqualTo(expected));

    private const string RouteHeader = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";

    [TestCase(RouteHeader + "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\neth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n", "192.0.2.1")]
    [TestCase(RouteHeader + "a\t00000000\t0100000A\t0003\t0\t0\t600\t00000000\t0\t0\t0\nb\t00000000\t0200000A\t0003\t0\t0\t100\t00000000\t0\t0\t0\n", "10.0.0.2")]
    [TestCase(RouteHeader + "ppp0\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0\n", "")]
    [TestCase(RouteHeader + "eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n", null)]
    [TestCase("", null)]
    public void The_default_route_of_IPv4(string text, string? expected) => Assert.That(Gateways.V4(text), Is.EqualTo(expected));

    [TestCase(
        "00000000000000000000000000000000 00 00000000000000000000000000000000 00 fd000000000000000000000000000001 00000400 00000001 00000000 00450003     eth0\n"
        + "fd000000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0\n",
        "fd00::1")]
    [TestCase(
        "00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo\n",
        null)]
    [TestCase("", null)]
    public void The_default_route_of_IPv6(string text, string? expected) => Assert.That(Gateways.V6(text), Is.EqualTo(expected));

    [TestCase("systemd 252 (252.38-1~deb12u1)\nPAM AUDIT default-hierarchy=unified\n", """{"version":"252","features":"PAM AUDIT default-hierarchy=unified"}""")]
    [TestCase("something else\n\n", null)]
    [TestCase("", null)]
    public void Systemds_version(string text, string? expected) =>
        Assert.That(SystemdVersion.Parse(text)?.ToJsonString(), Is.EqualTo(expected));

    [TestCase(true, "/sbin/init\0", false, "systemd")]
    [TestCase(false, "/sbin/init\0splash\0", true, "openrc")]
    [TestCase(false, "/sbin/init\0splash\0", false, "sysvinit")]
    [TestCase(false, "/usr/bin/tini\0--\0/app\0", false, "tini")]
    [TestCase(false, "/sbin/docker-init\0--\0/app\0", false, "tini")]
    [TestCase(false, "/usr/bin/python3\0/usr/bin/supervisord\0", false, "supervisord")]
    [TestCase(false, "/usr/bin/python3\0-u\0/sbin/my_init\0", false, "runit")]
    [TestCase(false, "/app\0", false, "unknown")]
    [TestCase(false, "", false, "unknown")]
    public void The_init_system(bool systemd, string commandLine, bool openRc, string expected) =>
        Assert.That(InitSystem.Of(systemd, commandLine, openRc), Is.EqualTo(expected));
}
