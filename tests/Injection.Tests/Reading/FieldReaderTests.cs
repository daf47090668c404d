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

    // Both tell all that they read, or null where it is no JSON.
    private static string? Ours(string text)
    {
        try
        {
            var told = new StringBuilder();
            var json = new FieldReader(Encoding.UTF8.GetBytes(text));
            Tell(ref json, told);
            json.End();
            return told.ToString();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void Tell(ref FieldReader json, StringBuilder told)
    {
        switch (json.Type)
        {
            case JsonTokenType.StartObject:
                told.Append('{');
                while (json.NextField())
                {
                    told.Append(json.Name()).Append(':');
                    Tell(ref json, told);
                }

                told.Append('}');
                break;
            case JsonTokenType.StartArray:
                told.Append('[');
                while (json.NextElement())
                {
                    Tell(ref json, told);
                }

                told.Append(']');
                break;
            case JsonTokenType.Number:
                told.Append(json.NumberIfAny()?.ToString(CultureInfo.InvariantCulture) ?? "fraction").Append(' ');
                break;
            case JsonTokenType.String:
                told.Append(json.String()).Append('"');
                break;
            default:
                told.Append(json.Boolean()?.ToString() ?? "null");
                break;
        }
    }

    private static string? Library(string text)
    {
        try
        {
            var told = new StringBuilder();
            var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
            while (json.Read())
            {
                _ = json.TokenType switch
                {
                    JsonTokenType.StartObject => told.Append('{'),
                    JsonTokenType.EndObject => told.Append('}'),
                    JsonTokenType.StartArray => told.Append('['),
                    JsonTokenType.EndArray => told.Append(']'),
                    JsonTokenType.PropertyName => told.Append(json.GetString()).Append(':'),
                    JsonTokenType.String => told.Append(json.GetString()).Append('"'),
                    JsonTokenType.Number => told.Append(json.TryGetInt64(out var number) ? number.ToString(CultureInfo.InvariantCulture) : "fraction").Append(' '),
                    JsonTokenType.Null => told.Append("null"),
                    _ => told.Append(json.TokenType),
                };
            }

            return told.ToString();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
