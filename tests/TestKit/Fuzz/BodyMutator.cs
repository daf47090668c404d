using System.Text;

namespace ConfigSync.TestKit.Fuzz;

/// <summary>
/// Damages recorded requests. The same seed gives the same bodies. Some mutations break the JSON; most keep it and change what it says,
/// since what can be parsed gets furthest.
/// </summary>
/// <param name="seed">Of the random choices.</param>
public sealed class BodyMutator(int seed)
{
    private static readonly byte[][] Bodies = [.. Corpus.Admission.Concat(Corpus.Wild).Select(Corpus.Body)];

    // Values that have broken programs before: other types, deep nests, limits of numbers, pointers' and paths' special characters.
    private static readonly byte[][] Values = [.. new[]
    {
        "null", "true", "0", "-1", "1e25", "9223372036854775808", "3.5", "\"\"", "[]", "{}", "[[]]", "[null]", "[{}]", "{\"\":null}", "\"\\u0000\"", "\"\\ud800\"",
        "\"../../etc/passwd\"", "\"a~b/c~1d~0e\"", "\"/\"", "\"//\"", "\"..\"", "\"..data\"", "\"\\\"'$(x)\"", "\"SIGKILL\"", "\"config-sync\"", "\"config-sync-state\"",
        "\"/config-sync/state\"", "\"é\u2028𝄞\"", "\"" + new string('a', 5_000) + "\"", string.Concat(Enumerable.Repeat("[", 80)) + string.Concat(Enumerable.Repeat("]", 80)),
    }.Select(Encoding.UTF8.GetBytes)];

    private readonly Random _random = new(seed);

    /// <summary>The next body.</summary>
    public byte[] Next()
    {
        var body = Bodies[_random.Next(Bodies.Length)];
        for (var times = _random.Next(1, 5); times > 0; times--)
        {
            body = Mutate(body);
        }

        return body;
    }

    private byte[] Mutate(byte[] body)
    {
        var tokens = JsonTokens.Of(body);
        return _random.Next(40) switch
        {
            0 => Splice(body, At(body), At(body) / 50, []),
            1 => Splice(body, At(body), 1, [(byte)_random.Next(256)]),
            2 => body[..At(body)],
            3 => Splice(body, At(body), 0, Piece(body)),
            4 => Splice(body, At(body), 0, Values[_random.Next(Values.Length)]),
            < 20 => Replace(body, tokens.Values, Values[_random.Next(Values.Length)]),
            // One value in the place of another of the same request: every field meets every shape that requests have.
            < 32 => Replace(body, tokens.Values, Any(body, tokens.Values)),
            < 36 => Replace(body, tokens.Names, Any(body, tokens.Names)),
            _ => Repeat(body, tokens.Values),
        };
    }

    private int At(byte[] body) => _random.Next(body.Length + 1);

    private byte[] Piece(byte[] body)
    {
        var start = At(body);
        return body.AsSpan(start, Math.Min(200, body.Length - start)).ToArray();
    }

    private byte[] Any(byte[] body, List<Range> tokens) => tokens.Count == 0 ? [] : body[tokens[_random.Next(tokens.Count)]];

    private byte[] Replace(byte[] body, List<Range> tokens, byte[] value)
    {
        if (tokens.Count == 0)
        {
            return body;
        }

        var (start, length) = tokens[_random.Next(tokens.Count)].GetOffsetAndLength(body.Length);
        return Splice(body, start, length, value);
    }

    // A value many times in a row: lists far longer than anybody writes, and members that come twice.
    private byte[] Repeat(byte[] body, List<Range> tokens)
    {
        if (tokens.Count == 0)
        {
            return body;
        }

        var (start, length) = tokens[_random.Next(tokens.Count)].GetOffsetAndLength(body.Length);
        var value = body.AsSpan(start, Math.Min(length, 2_000)).ToArray();
        byte[] more = [.. Enumerable.Repeat(value, _random.Next(1, 30)).SelectMany(static each => each.Prepend((byte)','))];
        return Splice(body, start + length, 0, more);
    }

    private static byte[] Splice(byte[] body, int start, int length, byte[] by)
    {
        start = Math.Min(start, body.Length);
        length = Math.Min(length, body.Length - start);
        return [.. body.AsSpan(0, start), .. by, .. body.AsSpan(start + length)];
    }
}
