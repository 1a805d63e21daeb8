using Salt.Shared.Configuration;

namespace Salt.Tests.Unit.Configuration;

public class LayoutTests
{
    [TestCase("", "/etc/pki", "/etc/pki")]
    [TestCase("/r", "/etc/pki", "/r/etc/pki")]
    [TestCase("/r", "/r/etc/pki", "/r/etc/pki")]
    [TestCase("/r", "/root/pki", "/r/root/pki")]
    [TestCase("/r", "/r", "/r")]
    [TestCase("/r", "pki", "/r/pki")]
    [TestCase("/r/", "/r/pki", "/r/pki")]
    [TestCase("/", "/pki", "/pki")]
    public void A_configured_path_lies_below_the_root(string root, string path, string rooted) =>
        Assert.That(Layout.From(root).Rooted(path), Is.EqualTo(rooted));

    [TestCase(null, null, "/etc/salt/master")]
    [TestCase("/r", null, "/r/etc/salt/master")]
    [TestCase("/r", "/c", "/c/master")]
    public void The_file_is_found_by_root_or_folder(string? root, string? folder, string file) =>
        Assert.That(Layout.ConfigFile(root, folder, "master"), Is.EqualTo(file));
}
