using System.Buffers;

namespace ConfigSync.Webhook.Admission;

/// <summary>A request's whole body in one pooled buffer, given back when disposed.</summary>
internal struct RequestBody : IDisposable
{
    /// <summary>The limit in bytes: the API server sends an object and an old object of up to 3 MiB each, and what goes with them.</summary>
    public const int Limit = 8 * 1024 * 1024;

    private byte[]? _buffer;

    private RequestBody(byte[] buffer, int length)
    {
        _buffer = buffer;
        Content = buffer.AsMemory(0, length);
    }

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Content { get; private set; }

    /// <returns><see langword="null"/> when there is more than <see cref="Limit"/>.</returns>
    public static async ValueTask<RequestBody?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > Limit)
        {
            return null;
        }

        // One more than announced, so that the read that finds the end needs no larger buffer.
        var buffer = ArrayPool<byte>.Shared.Rent((int)(request.ContentLength ?? 16 * 1024) + 1);
        try
        {
            var length = 0;
            int read;
            while ((read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellation)) > 0)
            {
                length += read;
                if (length > Limit)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    return null;
                }

                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(length * 2);
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }

            return new RequestBody(buffer, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    public void Dispose()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            (_buffer, Content) = (null, default);
        }
    }
}
