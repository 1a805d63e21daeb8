namespace Salt.Minion.Link;

/// <summary>How a master answers a hello.</summary>
/// <param name="Master">Its issuer's name.</param>
/// <param name="Version">Of its program.</param>
/// <param name="Heartbeat">Both sides send one this often.</param>
/// <param name="Credit">Returns that may be sent before it gives more.</param>
internal sealed record WelcomeFacts(string Master, string Version, TimeSpan Heartbeat, uint Credit);
