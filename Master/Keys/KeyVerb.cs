namespace Salt.Master.Keys;

/// <summary>What an operator does to a key.</summary>
public enum KeyVerb
{
    Accept,
    Reject,
    Delete,
}
