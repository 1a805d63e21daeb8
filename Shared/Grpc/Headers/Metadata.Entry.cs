using System.Buffers;
using System.Text;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>One header: a lower-case key with text, or with bytes if the key ends in <c>-bin</c>.</summary>
    public sealed class Entry
    {
        private static readonly SearchValues<char> KeyCharacters =
            SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");

        private readonly string? _text;
        private readonly byte[]? _bytes;

        /// <exception cref="ArgumentException">The key is no header name or ends in <c>-bin</c>, or the value is
        /// not printable ASCII.</exception>
        public Entry(string key, string value)
        {
            Key = Normalized(key);
            if (IsBinary)
                throw new ArgumentException($"The key '{key}' ends in -bin: its value is bytes.", nameof(key));
            if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
                throw new ArgumentException(
                    $"The value of '{key}' has characters outside printable ASCII; use a -bin key.", nameof(value));
            _text = value;
        }

        /// <exception cref="ArgumentException">The key is no header name, or does not end in <c>-bin</c>.</exception>
        public Entry(string key, byte[] valueBytes)
        {
            Key = Normalized(key);
            if (!IsBinary)
                throw new ArgumentException($"The key '{key}' does not end in -bin: its value is text.", nameof(key));
            _bytes = valueBytes;
        }

        private Entry(string key, string? text, byte[]? bytes) => (Key, _text, _bytes) = (key, text, bytes);

        public string Key { get; }

        public bool IsBinary => Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        /// <summary>The text.</summary>
        /// <exception cref="InvalidOperationException">The entry is binary.</exception>
        public string Value => _text ?? throw new InvalidOperationException($"'{Key}' is a binary entry.");

        /// <summary>The bytes; a text entry's as ASCII.</summary>
        public byte[] ValueBytes => _bytes ?? Encoding.ASCII.GetBytes(Value);

        public override string ToString() => IsBinary ? $"[{Key}: {ValueBytes.Length} bytes]" : $"[{Key}: {_text}]";

        /// <summary>An entry that a peer sent: taken as it is, whatever characters it holds.</summary>
        internal static Entry Received(string key, string text) => new(key, text, null);

        internal static Entry Received(string key, byte[] bytes) => new(key, null, bytes);

        private static string Normalized(string key)
        {
            var lower = key.ToLowerInvariant();
            if (lower.Length == 0 || lower.AsSpan().ContainsAnyExcept(KeyCharacters))
                throw new ArgumentException($"'{key}' is no metadata key: letters, digits, '-', '_' and '.' only.", nameof(key));
            return lower;
        }
    }
}
