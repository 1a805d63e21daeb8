using System.Security.Authentication;

namespace Salt.Shared.Certificates;

/// <summary>This side refused the certificate of the other; the message says why, for the user. Thrown out of a handshake's
/// callback: a plain "no" there would reach the caller without its reason.</summary>
public sealed class UntrustedPeerException(string message) : AuthenticationException(message);
