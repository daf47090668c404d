using System.Text.Json;

namespace ConfigSync.TestKit.Fuzz;

/// <summary>Where the values and the names of a JSON text stand, as far as it can be read.</summary>
/// <param name="Values">Of every value, scalars and collections.</param>
/// <param name="Names">Of every member's name, with its quotes.</param>
internal sealed record JsonTokens(List<Range> Values, List<Range> Names)
{
    /// <summary>Finds them.</summary>
    public static JsonTokens Of(byte[] json)
    {
        var tokens = new JsonTokens([], []);
        var open = new Stack<int>();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 1_000 });
        try
        {
            while (reader.Read())
            {
                var start = (int)reader.TokenStartIndex;
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        open.Push(start);
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        tokens.Values.Add(open.Pop()..(int)reader.BytesConsumed);
                        break;
                    case JsonTokenType.PropertyName:
                        tokens.Names.Add(start..(start + reader.ValueSpan.Length + 2));
                        break;
                    default:
                        tokens.Values.Add(start..(int)reader.BytesConsumed);
                        break;
                }
            }
        }
        catch (JsonException)
        {
            // Broken by an earlier mutation: what was read so far is enough to break more.
        }

        return tokens;
    }
}
