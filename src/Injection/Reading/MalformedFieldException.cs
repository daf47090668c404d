using System.Text.Json;

namespace ConfigSync.Injection.Reading;

/// <summary>A field has another JSON type than the API gives it. Never leaves this project: it becomes an answer.</summary>
internal sealed class MalformedFieldException(int position, string expected, string actual) : Exception
{
    /// <summary>Says which field it was, by walking the same JSON up to the position; where the JSON breaks before that, says where.</summary>
    public string Describe(ReadOnlySpan<byte> json)
    {
        try
        {
            return $"{FieldLocator.PathAt(json, position)} must be {expected} (was {actual})";
        }
        catch (JsonException)
        {
            return FieldLocator.Break(json);
        }
    }
}
