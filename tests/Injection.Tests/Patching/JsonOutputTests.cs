using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ConfigSync.Injection.Patching;

namespace ConfigSync.Injection.Tests.Patching;

public sealed class JsonOutputTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/etc/app/a.yaml")]
    [InlineData("say \"no\" to C:\\")]
    [InlineData("tab\tline\nbell\u0007delete\u007f")]
    [InlineData("<a href='x'>&amp;`+")]
    [InlineData("größer 中 \u2028 😀")]
    public void StringsAreEscapedAsTheLibraryDoes(string text)
    {
        foreach (var encoder in new[] { JavaScriptEncoder.Default, JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
        {
            Assert.Equal(Expected(encoder, json => json.WriteStringValue(text)), Written(encoder, json => json.String(text)));
        }
    }

    [Fact]
    public void EveryCharacterIsEscapedAsTheLibraryDoes()
    {
        foreach (var character in Enumerable.Range(0, 0xD800).Concat(Enumerable.Range(0xE000, 0x2000)).Select(code => ((char)code).ToString()))
        {
            Assert.Equal(
                Expected(JavaScriptEncoder.UnsafeRelaxedJsonEscaping, json => json.WriteStringValue(character)),
                Written(JavaScriptEncoder.UnsafeRelaxedJsonEscaping, json => json.String(character)));
        }
    }

    [Fact]
    public void CommasStandBetweenFieldsAndElementsAndNowhereElse() => Assert.Equal(
        """{"a":[],"b":[1,"{",{"c":true},-9223372036854775808],"d":{},"e":"AQI=","f\"":null}""",
        Written(JavaScriptEncoder.UnsafeRelaxedJsonEscaping, static json =>
        {
            json.StartObject();
            json.StartArray("a"u8);
            json.EndArray();
            json.StartArray("b"u8);
            json.Number(1);
            json.String("{");
            json.StartObject();
            json.Boolean("c"u8, true);
            json.EndObject();
            json.Number(long.MinValue);
            json.EndArray();
            json.StartObject("d"u8);
            json.EndObject();
            json.Base64("e"u8, [1, 2]);
            json.Name("f\"");
            json.Raw("null"u8);
            json.EndObject();
        }));

    [Fact]
    public void AnyAmountFits()
    {
        var text = new string('x', 100_000);

        Assert.Equal($"[\"{text}\",\"{text}\"]", Written(JavaScriptEncoder.Default, json =>
        {
            json.StartArray();
            json.String(text);
            json.String(text);
            json.EndArray();
        }));
    }

    [Fact]
    public void JsonInsideOfAStringIsReadBackAsItWas()
    {
        const string json = """{"path":"C:\\","quote":"\"","control":"\u0001\n"}""";

        Assert.Equal(json, JsonSerializer.Deserialize<string>(Written(JavaScriptEncoder.Default, output => output.JsonAsString(Encoding.UTF8.GetBytes(json)))));
    }

    private static string Expected(JavaScriptEncoder encoder, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = encoder });
        write(json);
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Written(JavaScriptEncoder encoder, Action<JsonOutput> write)
    {
        using var json = new JsonOutput(encoder);
        write(json);
        return Encoding.UTF8.GetString(json.Written);
    }
}
