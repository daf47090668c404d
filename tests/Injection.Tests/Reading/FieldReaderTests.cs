using System.Globalization;
using System.Text;
using System.Text.Json;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Tests.Reading;

public sealed class FieldReaderTests
{
    private const string Sample =
        """
         { "a" : [ 1, -0.5e+3 ,0,"\u00e9\n\"", "größer" ] ,
          "b":{"c":true,"d": false,"e":null,"":{} , "f\\":[[],{"g":12}]}
        }
        """;

    private const string Replacements = "{}[],:\"\\/ \n\t\0\u0001a0123456789-+.eEtfnu";

    [Fact]
    public void TextsAndNumbersAreReadAsTheLibraryReadsThem() => Assert.Equal(Library(Sample), Ours(Sample));

    [Fact]
    public void JsonThatIsCutAnywhereIsRefused() =>
        Assert.All(Enumerable.Range(0, Sample.TrimEnd().Length), length => Assert.Null(Ours(Sample[..length])));

    [Fact]
    public void WhateverIsPutInAnyPlaceIsAcceptedOrRefusedAsTheLibraryDoes()
    {
        for (var at = 0; at < Sample.Length; at++)
        {
            foreach (var character in Replacements)
            {
                AssertSame(Sample[..at] + character + Sample[(at + 1)..]);
                AssertSame(Sample[..at] + character + Sample[at..]);
            }

            AssertSame(Sample.Remove(at, 1));
        }
    }

    [Theory]
    [InlineData("[01]")]
    [InlineData("[-]")]
    [InlineData("[1.]")]
    [InlineData("[.5]")]
    [InlineData("[1e]")]
    [InlineData("[+1]")]
    [InlineData("[nul]")]
    [InlineData("[truest]")]
    [InlineData("[\"\\x\"]")]
    [InlineData("[\"\\u00g0\"]")]
    [InlineData("[\"\\ud800\"]")]
    [InlineData("[\"\\u00\"]")]
    [InlineData("{\"a\"}")]
    [InlineData("{1:2}")]
    [InlineData("[1}")]
    [InlineData("[] []")]
    [InlineData("")]
    [InlineData(" ")]
    public void WhatIsNoJsonIsRefused(string text)
    {
        AssertSame(text);
        Assert.Null(Ours(text));
    }

    [Fact]
    public void BracketsThatDoNotMatchAreNotPassedOver() => Assert.Throws<JsonException>(static () =>
    {
        var json = new FieldReader("{\"a\":[1,2}}"u8);
        json.NextField();
        json.Skip();
    });

    private static void AssertSame(string text)
    {
        var (expected, read) = (Library(text), Ours(text));
        Assert.True(expected == read, $"{text}\nlibrary: {expected ?? "refused"}\nours: {read ?? "refused"}");
    }

    // Both describe all that they read, or null where it is no JSON.
    private static string? Ours(string text)
    {
        try
        {
            var read = new StringBuilder();
            var json = new FieldReader(Encoding.UTF8.GetBytes(text));
            Describe(ref json, read);
            json.End();
            return read.ToString();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void Describe(ref FieldReader json, StringBuilder read)
    {
        switch (json.Type)
        {
            case JsonTokenType.StartObject:
                read.Append('{');
                while (json.NextField())
                {
                    read.Append(json.Name()).Append(':');
                    Describe(ref json, read);
                }

                read.Append('}');
                break;
            case JsonTokenType.StartArray:
                read.Append('[');
                while (json.NextElement())
                {
                    Describe(ref json, read);
                }

                read.Append(']');
                break;
            case JsonTokenType.Number:
                read.Append(json.NumberIfAny()?.ToString(CultureInfo.InvariantCulture) ?? "fraction").Append(' ');
                break;
            case JsonTokenType.String:
                read.Append(json.String()).Append('"');
                break;
            default:
                read.Append(json.Boolean()?.ToString() ?? "null");
                break;
        }
    }

    private static string? Library(string text)
    {
        try
        {
            var read = new StringBuilder();
            var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
            while (json.Read())
            {
                _ = json.TokenType switch
                {
                    JsonTokenType.StartObject => read.Append('{'),
                    JsonTokenType.EndObject => read.Append('}'),
                    JsonTokenType.StartArray => read.Append('['),
                    JsonTokenType.EndArray => read.Append(']'),
                    JsonTokenType.PropertyName => read.Append(json.GetString()).Append(':'),
                    JsonTokenType.String => read.Append(json.GetString()).Append('"'),
                    JsonTokenType.Number => read.Append(json.TryGetInt64(out var number) ? number.ToString(CultureInfo.InvariantCulture) : "fraction").Append(' '),
                    JsonTokenType.Null => read.Append("null"),
                    _ => read.Append(json.TokenType),
                };
            }

            return read.ToString();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
