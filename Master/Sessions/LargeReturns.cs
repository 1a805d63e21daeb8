using System.Security.Cryptography;
using Salt.Shared.Errors;

namespace Salt.Master.Sessions;

/// <summary>Where large returns arrive: in files, so that how slowly a minion sends, and how many send at once, costs nobody
/// else memory or time. A return that is whole is read back in a turn; a turn never waits for a peer.</summary>
internal sealed class LargeReturns(SessionsOptions options) : IDisposable
{
    /// <summary>A larger return than this arrives in a file.</summary>
    public const long Large = 256 << 10;

    private const int AtOnce = 8;
    private const int Unbuffered = 0;

    private readonly SemaphoreSlim _turns = new(AtOnce);

    /// <summary>A new file. It has no name any more: whatever ends this process, nothing is left behind.</summary>
    /// <exception cref="SaltException">Unavailable: the disk is full or failing.</exception>
    public FileStream Begin()
    {
        try
        {
            Directory.CreateDirectory(options.ReturnsFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var place = Path.Combine(options.ReturnsFolder, $".return-{RandomNumberGenerator.GetHexString(32, lowercase: true)}");
            var file = new FileStream(place, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.Asynchronous,
                BufferSize = Unbuffered,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            File.Delete(place);
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NoRoom(e);
        }
    }

    /// <exception cref="SaltException">Unavailable: the disk is full or failing.</exception>
    public static async ValueTask AddAsync(FileStream file, ReadOnlyMemory<byte> piece)
    {
        try
        {
            await file.WriteAsync(piece);
        }
        catch (IOException e)
        {
            throw NoRoom(e);
        }
    }

    /// <summary>All that is in the file.</summary>
    /// <exception cref="SaltException">Unavailable: the disk is failing.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(FileStream file)
    {
        await _turns.WaitAsync();
        try
        {
            var whole = new byte[file.Length];
            file.Position = 0;
            await file.ReadExactlyAsync(whole);
            return whole;
        }
        catch (IOException e)
        {
            throw NoRoom(e);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    private static SaltException NoRoom(Exception e) => new(Failure.Unavailable, "the master cannot write", SystemErrors.Sentence(e), e);
}
