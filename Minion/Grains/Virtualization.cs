using System.Text.Json.Nodes;

namespace Salt.Minion.Grains;

/// <summary>The grains <c>virtual</c> and <c>virtual_subtype</c>, from what a machine shows of its host. Pure.</summary>
/// <param name="Container">What the container's manager says it is (docker, lxc, systemd-nspawn, ...); empty: none.</param>
/// <param name="Vendor">The firmware's <c>sys_vendor</c> and <c>product_name</c>, with a space between.</param>
/// <param name="Hypervisor">The signature that the processor shows for its hypervisor; empty: none.</param>
internal sealed record Virtualization(string Container, string Vendor, string Hypervisor)
{
    public JsonObject ToGrains()
    {
        if (Container.Length == 0) return new JsonObject { ["virtual"] = Machine() };
        return Container is "lxc"
            ? new JsonObject { ["virtual"] = "LXC" }
            : new JsonObject { ["virtual"] = "container", ["virtual_subtype"] = Subtype() };
    }

    private string Subtype() => Container switch
    {
        "docker" => "Docker",
        "podman" => "Podman",
        "systemd-nspawn" => "systemd-nspawn",
        _ => Container,
    };

    private string Machine()
    {
        if (Has("VMware")) return "VMware";
        if (Has("VirtualBox")) return "VirtualBox";
        if (Has("Microsoft") && Has("Virtual Machine")) return "VirtualPC";
        if (Has("Xen")) return "xen";
        if (Has("KVM") || Has("QEMU") || Has("RHEV") || Has("oVirt") || Has("OpenStack") || Has("Amazon EC2") || Has("Google")) return "kvm";
        return Hypervisor switch
        {
            "KVMKVMKVM" or "TCGTCGTCGTCG" => "kvm",
            "VMwareVMware" => "VMware",
            "Microsoft Hv" => "VirtualPC",
            "XenVMMXenVMM" => "xen",
            "VBoxVBoxVBox" => "VirtualBox",
            "bhyve bhyve " => "bhyve",
            _ => "physical",
        };
    }

    private bool Has(string word) => Vendor.Contains(word, StringComparison.OrdinalIgnoreCase);
}
