using System.Text;
using System.Text.Json;

namespace ConfigSync.Injection.Reading;

/// <summary>Works out the path of a field from its position. Only for error messages: the hot path keeps no path.</summary>
internal static class FieldLocator
{
    private const int LongestPath = 200;

    /// <summary>Says where the JSON breaks. The first reader may have jumped over lines, so this one counts them all.</summary>
    public static string Break(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
            }

            return "the body is not JSON: its brackets do not match";
        }
        catch (JsonException exception)
        {
            return $"the body is not JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}";
        }
    }

    public static string PathAt(ReadOnlySpan<byte> json, int position)
    {
        var reader = new Utf8JsonReader(json);
        var steps = new List<Step>();
        while (reader.Read() && reader.TokenStartIndex <= position)
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                steps.RemoveAt(steps.Count - 1);
                continue;
            }

            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                // As it stands: a name that cannot be decoded must not be what ends an error message.
                steps[^1] = new Step(Encoding.UTF8.GetString(reader.ValueSpan), -1);
                continue;
            }

            if (steps.Count > 0 && steps[^1].Name is null)
            {
                steps[^1] = steps[^1] with { Index = steps[^1].Index + 1 };
            }

            if (reader.TokenStartIndex == position)
            {
                break;
            }

            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                steps.Add(new Step(null, -1));
            }
        }

        return Text(steps);
    }

    private static string Text(List<Step> steps)
    {
        var text = new StringBuilder();
        foreach (var (name, index) in steps)
        {
            _ = name is null ? text.Append('[').Append(index).Append(']') : text.Append(text.Length > 0 ? "." : "").Append(name);
        }

        return text.Length > LongestPath ? text.ToString(0, LongestPath) + "…" : text.Length == 0 ? "the body" : text.ToString();
    }

    // The name of the field last seen in an object, or the index of the element last seen in an array.
    private readonly record struct Step(string? Name, int Index);
}
