using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Grpc.Core.Wire;

namespace Salt.Tests.Unit.Grpc;

internal sealed class PercentEncodingTests
{
    [TestCase("", "")]
    [TestCase("plain text", "plain text")]
    [TestCase("100 %", "100 %25")]
    [TestCase("größer ☃", "gr%C3%B6%C3%9Fer %E2%98%83")]
    [TestCase("one\ntwo", "one%0Atwo")]
    [TestCase("😀", "%F0%9F%98%80")]
    public void Text_is_escaped_where_it_is_not_printable_ASCII(string text, string encoded)
    {
        Assert.That(PercentEncoding.Encode(text), Is.EqualTo(encoded));
        Assert.That(PercentEncoding.Decode(encoded), Is.EqualTo(text));
    }

    [TestCase("100%", "100%")]
    [TestCase("%4", "%4")]
    [TestCase("%zz", "%zz")]
    [TestCase("%c3%b6", "ö")]
    [TestCase("%FF", "\uFFFD")]
    [TestCase("ö%20", "ö ")]
    public void What_is_no_valid_escape_is_still_readable(string encoded, string text) =>
        Assert.That(PercentEncoding.Decode(encoded), Is.EqualTo(text));

    [FsCheck.NUnit.Property]
    public Property Any_text_comes_back(NonNull<string> any)
    {
        // Lone surrogates have no UTF-8.
        var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(any.Get));
        var encoded = PercentEncoding.Encode(text);
        return (PercentEncoding.Decode(encoded) == text && encoded.All(c => c is >= ' ' and <= '~')).ToProperty();
    }
}
