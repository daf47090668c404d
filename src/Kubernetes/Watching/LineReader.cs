using System.Buffers;
using System.IO.Pipelines;

namespace ConfigSync.Kubernetes;

/// <summary>Splits a stream into lines. What follows the last line break when the stream ends is an object that was cut short, and is dropped.</summary>
internal static class LineReader
{
    // The server's own limit for one object is 3 MiB.
    private const int LongestLine = 8 << 20;

    public static async Task ReadAsync(Stream stream, Action<ReadOnlySpan<byte>> line, CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16 * 1024, leaveOpen: true));
        try
        {
            while (true)
            {
                var result = await pipe.ReadAsync(cancellationToken);
                var buffer = result.Buffer;
                while (buffer.PositionOf((byte)'\n') is { } end)
                {
                    Give(buffer.Slice(0, end), line);
                    buffer = buffer.Slice(buffer.GetPosition(1, end));
                }

                pipe.AdvanceTo(buffer.Start, buffer.End);
                if (result.IsCompleted)
                {
                    return;
                }

                if (buffer.Length > LongestLine)
                {
                    throw new InvalidDataException($"a line is longer than {LongestLine} bytes");
                }
            }
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    private static void Give(ReadOnlySequence<byte> text, Action<ReadOnlySpan<byte>> line)
    {
        if (text.IsEmpty)
        {
            return;
        }

        if (text.IsSingleSegment)
        {
            line(text.FirstSpan);
            return;
        }

        var length = checked((int)text.Length);
        var array = ArrayPool<byte>.Shared.Rent(length);
        text.CopyTo(array);
        line(array.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(array);
    }
}
