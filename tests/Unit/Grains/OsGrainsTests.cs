using Salt.Minion.Grains;

namespace Salt.Tests.Unit.Grains;

internal sealed class OsGrainsTests
{
    [TestCase(
        """
        PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
        NAME="Debian GNU/Linux"
        VERSION_ID="12"
        VERSION_CODENAME=bookworm
        ID=debian
        """,
        """{"os":"Debian","os_family":"Debian","osfullname":"Debian GNU/Linux","oscodename":"bookworm","osrelease":"12","osrelease_info":[12],"osmajorrelease":12,"osfinger":"Debian-12"}""")]
    [TestCase(
        """
        NAME="Ubuntu"
        VERSION_ID="22.04"
        VERSION_CODENAME=jammy
        ID=ubuntu
        ID_LIKE=debian
        """,
        """{"os":"Ubuntu","os_family":"Debian","osfullname":"Ubuntu","oscodename":"jammy","osrelease":"22.04","osrelease_info":[22,4],"osmajorrelease":22,"osfinger":"Ubuntu-22.04"}""")]
    [TestCase(
        """
        NAME="Rocky Linux"
        VERSION="9.2 (Blue Onyx)"
        ID="rocky"
        ID_LIKE="rhel centos fedora"
        VERSION_ID="9.2"
        """,
        """{"os":"Rocky","os_family":"RedHat","osfullname":"Rocky Linux","oscodename":"Blue Onyx","osrelease":"9.2","osrelease_info":[9,2],"osmajorrelease":9,"osfinger":"Rocky Linux-9"}""")]
    [TestCase(
        """
        NAME="AlmaLinux"
        VERSION="8.5 (Arctic Sphynx)"
        ID="almalinux"
        ID_LIKE="rhel centos fedora"
        VERSION_ID="8.5"
        """,
        """{"os":"AlmaLinux","os_family":"RedHat","osfullname":"AlmaLinux","oscodename":"Arctic Sphynx","osrelease":"8.5","osrelease_info":[8,5],"osmajorrelease":8,"osfinger":"AlmaLinux-8"}""")]
    [TestCase(
        """
        NAME="Red Hat Enterprise Linux"
        VERSION="9.3 (Plow)"
        ID="rhel"
        ID_LIKE="fedora"
        VERSION_ID="9.3"
        """,
        """{"os":"RedHat","os_family":"RedHat","osfullname":"Red Hat Enterprise Linux","oscodename":"Plow","osrelease":"9.3","osrelease_info":[9,3],"osmajorrelease":9,"osfinger":"Red Hat Enterprise Linux-9"}""")]
    [TestCase(
        """
        NAME="CentOS Stream"
        VERSION="9"
        ID="centos"
        ID_LIKE="rhel fedora"
        VERSION_ID="9"
        PRETTY_NAME="CentOS Stream 9"
        """,
        """{"os":"CentOS Stream","os_family":"RedHat","osfullname":"CentOS Stream","oscodename":"CentOS Stream 9","osrelease":"9","osrelease_info":[9],"osmajorrelease":9,"osfinger":"CentOS Stream-9"}""")]
    [TestCase(
        """
        NAME="openSUSE Leap"
        ID="opensuse-leap"
        ID_LIKE="suse opensuse"
        VERSION_ID="15.5"
        PRETTY_NAME="openSUSE Leap 15.5"
        """,
        """{"os":"SUSE","os_family":"Suse","osfullname":"Leap","oscodename":"openSUSE Leap 15.5","osrelease":"15.5","osrelease_info":[15,5],"osmajorrelease":15,"osfinger":"Leap-15"}""")]
    [TestCase(
        """
        NAME="Alpine Linux"
        ID=alpine
        VERSION_ID=3.18.4
        PRETTY_NAME="Alpine Linux v3.18"
        """,
        """{"os":"Alpine","os_family":"Alpine","osfullname":"Alpine Linux","oscodename":"Alpine Linux v3.18","osrelease":"3.18.4","osrelease_info":[3,18,4],"osmajorrelease":3,"osfinger":"Alpine Linux-3"}""")]
    [TestCase(
        """
        NAME="Arch Linux"
        PRETTY_NAME="Arch Linux"
        ID=arch
        """,
        """{"os":"Arch","os_family":"Arch","osfullname":"Arch Linux","oscodename":"Arch Linux"}""")]
    [TestCase("", """{"os":"Linux","os_family":"Linux","osfullname":"Linux"}""")]
    public void Names_are_Salts(string release, string expected) =>
        Assert.That(OsGrains.Of(OsRelease.Parse(release)).ToJsonString(), Is.EqualTo(expected));

    [TestCase("Fedora Linux", "fedora", "", "Fedora", "RedHat")]
    [TestCase("Amazon Linux", "amzn", "fedora", "Amazon", "RedHat")]
    [TestCase("Oracle Linux Server", "ol", "fedora", "OEL", "RedHat")]
    [TestCase("CentOS Linux", "centos", "rhel fedora", "CentOS", "RedHat")]
    [TestCase("Raspbian GNU/Linux", "raspbian", "debian", "Raspbian", "Debian")]
    [TestCase("Linux Mint", "linuxmint", "ubuntu debian", "Mint", "Debian")]
    [TestCase("Pop!_OS", "pop", "ubuntu debian", "Pop", "Debian")]
    [TestCase("Kali GNU/Linux", "kali", "debian", "Kali", "Debian")]
    [TestCase("Manjaro Linux", "manjaro", "arch", "Manjaro", "Arch")]
    [TestCase("Gentoo", "gentoo", "", "Gentoo", "Gentoo")]
    [TestCase("Newcomer Linux", "newcomer", "arch", "Newcomer", "Arch")]
    [TestCase("Newcomer Linux", "newcomer", "rhel fedora", "Newcomer", "RedHat")]
    [TestCase("Newcomer Linux", "newcomer", "ubuntu", "Newcomer", "Debian")]
    public void Of_a_distribution_and_its_family(string name, string id, string idLike, string os, string family)
    {
        Assert.That(OsNames.Os(name, id), Is.EqualTo(os));
        Assert.That(OsNames.Family(os, idLike), Is.EqualTo(family));
    }

    [Test]
    public void CentOS_tells_its_minor_release_in_a_file_of_its_own()
    {
        var release = OsRelease.Parse("NAME=\"CentOS Linux\"\nID=centos\nVERSION_ID=7\nVERSION=\"7 (Core)\"");
        var grains = OsGrains.Of(release, centosRelease: "CentOS Linux release 7.9.2009 (Core)\n");
        Assert.That(grains["osrelease"]!.GetValue<string>(), Is.EqualTo("7.9.2009"));
    }

    [Test]
    public void Debian_unstable_has_no_number()
    {
        var grains = OsGrains.Of(OsRelease.Parse("NAME=\"Debian GNU/Linux\"\nID=debian"), debianVersion: "trixie/sid\n");
        Assert.That((grains["osrelease"]!.GetValue<string>(), grains.ContainsKey("osmajorrelease")), Is.EqualTo(("trixie/sid", false)));
    }

    [TestCase("A=b", "b")]
    [TestCase("A=\"b c\"", "b c")]
    [TestCase("A='b c'", "b c")]
    [TestCase("A=\"b \\\"c\\\" \\$d\"", "b \"c\" $d")]
    [TestCase("A=\"", "\"")]
    [TestCase("A=", "")]
    [TestCase("#A=x\nA=y\n=z\nnonsense", "y")]
    public void Values_are_read_as_a_shell_would(string text, string expected) =>
        Assert.That(OsRelease.Parse(text)["A"], Is.EqualTo(expected));
}
