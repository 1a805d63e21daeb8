using Grpc.Core;
using Grpc.Core.Wire;

namespace Salt.Tests.Unit.Grpc;

internal sealed class MetadataTests
{
    [Test]
    public void A_key_is_found_whatever_its_case_and_the_last_value_counts()
    {
        var metadata = new Metadata { { "X-Key", "one" }, { "x-key", "two" } };

        Assert.That(metadata.GetValue("X-KEY"), Is.EqualTo("two"));
        Assert.That(metadata.GetAll("x-key").Select(entry => entry.Value), Is.EqualTo(new[] { "one", "two" }));
        Assert.That(metadata[0].Key, Is.EqualTo("x-key"));
    }

    [Test]
    public void A_key_that_is_not_there_has_no_value() => Assert.That(new Metadata().GetValue("x-key"), Is.Null);

    [TestCase("")]
    [TestCase("x key")]
    [TestCase("x:key")]
    [TestCase("schlüssel")]
    public void A_key_is_a_header_name(string key) =>
        Assert.Throws<ArgumentException>(() => new Metadata { { key, "value" } });

    [TestCase("line\nbreak")]
    [TestCase("größer")]
    public void A_text_is_printable_ASCII(string value) =>
        Assert.Throws<ArgumentException>(() => new Metadata { { "x-key", value } });

    [Test]
    public void Bytes_and_text_have_keys_of_their_own()
    {
        Assert.Throws<ArgumentException>(() => new Metadata { { "x-key-bin", "text" } });
        Assert.Throws<ArgumentException>(() => new Metadata { { "x-key", [1, 2] } });
    }

    [Test]
    public void The_empty_metadata_stays_empty() =>
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("x-key", "value"));

    [TestCase("AAH/", new byte[] { 0, 1, 255 })]
    [TestCase("AAE=", new byte[] { 0, 1 })]
    [TestCase("AAE", new byte[] { 0, 1 })]
    [TestCase("", new byte[0])]
    public void Received_bytes_are_base64_with_or_without_padding(string value, byte[] bytes)
    {
        var metadata = new Metadata();
        metadata.AddReceived("X-Key-Bin", value);

        Assert.That(metadata.GetValueBytes("x-key-bin"), Is.EqualTo(bytes));
    }

    [Test]
    public void Received_bytes_may_come_joined()
    {
        var metadata = new Metadata();
        metadata.AddReceived("x-key-bin", "AAE,AAI=");

        Assert.That(metadata.Select(entry => entry.ValueBytes[1]), Is.EqualTo(new byte[] { 1, 2 }));
    }

    [TestCase("A")]
    [TestCase("A*==")]
    [TestCase("AAE==")]
    public void Received_bytes_that_are_no_base64_are_the_peers_fault(string value)
    {
        var failure = Assert.Throws<RpcException>(() => new Metadata().AddReceived("x-key-bin", value));

        Assert.That(failure!.StatusCode, Is.EqualTo(StatusCode.Internal));
        Assert.That(failure.Status.Detail, Does.Contain("x-key-bin"));
    }

    [TestCase(new byte[] { 0, 1 }, "AAE")]
    [TestCase(new byte[] { 0, 1, 255 }, "AAH/")]
    public void Bytes_are_sent_without_padding(byte[] bytes, string value) =>
        Assert.That(new Metadata.Entry("x-key-bin", bytes).WireValue(), Is.EqualTo(value));

    [TestCase(":path")]
    [TestCase("grpc-timeout")]
    [TestCase("Content-Type")]
    [TestCase("te")]
    public void The_protocols_own_headers_are_no_metadata(string name)
    {
        var metadata = new Metadata();
        metadata.AddReceived(name, "value");

        Assert.That(metadata, Is.Empty);
    }
}
