using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Salt.Shared.Certificates;

/// <summary>The subject alternative name of our certificates: exactly one URI (RFC 5280, 4.2.1.6).</summary>
internal static class SubjectUri
{
    private const string SubjectAlternativeName = "2.5.29.17";
    private static readonly Asn1Tag UriTag = new(TagClass.ContextSpecific, 6);

    public static X509Extension Extension(string uri)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteCharacterString(UniversalTagNumber.IA5String, uri, UriTag);
        }

        return new X509Extension(SubjectAlternativeName, writer.Encode(), critical: false);
    }

    /// <summary>Null unless the certificate names one URI and nothing else.</summary>
    public static string? ReadOnly(X509Certificate2 certificate)
    {
        var extensions = certificate.Extensions.Where(e => e.Oid?.Value == SubjectAlternativeName).ToList();
        if (extensions.Count != 1) return null;
        try
        {
            var names = new AsnReader(extensions[0].RawData, AsnEncodingRules.DER).ReadSequence();
            if (!names.PeekTag().HasSameClassAndValue(UriTag)) return null;
            var uri = names.ReadCharacterString(UniversalTagNumber.IA5String, UriTag);
            return names.HasData ? null : uri;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
