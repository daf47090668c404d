using System.Buffers;
using System.IO.Pipelines;

namespace ConfigSync.Kubernetes.Watching;

/// <summary>
/// Splits the body of a watch into lines: one JSON event per line. HTTP chunks and reads break anywhere, also inside of a character, so only a line break ends an
/// event. Text after the last line break when the stream ends is an event that was cut short; it is dropped, and comes again when the watch is resumed from
/// the last resource version that was delivered.
/// </summary>
internal static class LineReader
{
    // Bounds memory if a proxy answers with an endless line. The server's own limit for one object is 3 MiB.
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
                    Deliver(buffer.Slice(0, end), line);
                    buffer = buffer.Slice(buffer.GetPosition(1, end));
                }

                // All lines up to the start are consumed, and the rest was examined: the next read waits for more bytes instead of returning the same ones.
                pipe.AdvanceTo(buffer.Start, buffer.End);
                if (result.IsCompleted)
                {
                    return;
                }

                if (buffer.Length > LongestLine)
                {
                    throw new InvalidDataException($"an event is longer than {LongestLine} bytes");
                }
            }
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    private static void Deliver(ReadOnlySequence<byte> text, Action<ReadOnlySpan<byte>> line)
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

        // The line spans two buffers: copied, so that the JSON reader sees one span.
        var length = checked((int)text.Length);
        var array = ArrayPool<byte>.Shared.Rent(length);
        text.CopyTo(array);
        line(array.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(array);
    }
}
