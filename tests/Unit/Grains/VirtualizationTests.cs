using Salt.Minion.Grains;

namespace Salt.Tests.Unit.Grains;

internal sealed class VirtualizationTests
{
    [TestCase("", "", "", """{"virtual":"physical"}""")]
    [TestCase("", "Dell Inc. PowerEdge R640", "", """{"virtual":"physical"}""")]
    [TestCase("", "QEMU Standard PC (i440FX + PIIX, 1996)", "KVMKVMKVM", """{"virtual":"kvm"}""")]
    [TestCase("", "VMware, Inc. VMware Virtual Platform", "VMwareVMware", """{"virtual":"VMware"}""")]
    [TestCase("", "innotek GmbH VirtualBox", "", """{"virtual":"VirtualBox"}""")]
    [TestCase("", "Microsoft Corporation Virtual Machine", "Microsoft Hv", """{"virtual":"VirtualPC"}""")]
    [TestCase("", "Microsoft Corporation Surface Laptop", "", """{"virtual":"physical"}""")]
    [TestCase("", "Xen HVM domU", "XenVMMXenVMM", """{"virtual":"xen"}""")]
    [TestCase("", " ", "KVMKVMKVM", """{"virtual":"kvm"}""")]
    [TestCase("docker", "QEMU x", "KVMKVMKVM", """{"virtual":"container","virtual_subtype":"Docker"}""")]
    [TestCase("systemd-nspawn", "", "", """{"virtual":"container","virtual_subtype":"systemd-nspawn"}""")]
    [TestCase("lxc", "", "", """{"virtual":"LXC"}""")]
    public void It_is_what_the_machine_shows_of_its_host(string container, string vendor, string hypervisor, string expected) =>
        Assert.That(new Virtualization(container, vendor, hypervisor).ToGrains().ToJsonString(), Is.EqualTo(expected));
}
