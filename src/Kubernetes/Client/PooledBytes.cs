using System.Buffers;

namespace ConfigSync.Kubernetes.Client;

/// <summary>A response body in a pooled array, wiped before it is returned: it may have held a Secret.</summary>
public sealed class PooledBytes : IDisposable
{
    private byte[] _array;
    private int _length;

    private PooledBytes(int capacity) => _array = ArrayPool<byte>.Shared.Rent(capacity);

    public ReadOnlySpan<byte> Span => _array.AsSpan(0, _length);

    internal static async Task<PooledBytes> ReadAsync(Stream stream, long? expected, CancellationToken cancellationToken)
    {
        var bytes = new PooledBytes((int)Math.Clamp((expected ?? 0) + 1, 4096, 64 << 20));
        try
        {
            while (await stream.ReadAsync(bytes._array.AsMemory(bytes._length), cancellationToken) is > 0 and var read)
            {
                bytes._length += read;
                if (bytes._length == bytes._array.Length)
                {
                    bytes.Grow();
                }
            }

            return bytes;
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>Wipes the bytes and returns the array to the pool. A span taken before must not be used afterwards.</summary>
    public void Dispose()
    {
        var array = _array;
        _array = [];
        if (array.Length > 0)
        {
            array.AsSpan(0, _length).Clear();
            ArrayPool<byte>.Shared.Return(array);
        }

        _length = 0;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_array.Length * 2);
        Span.CopyTo(larger);
        _array.AsSpan(0, _length).Clear();
        ArrayPool<byte>.Shared.Return(_array);
        _array = larger;
    }
}
