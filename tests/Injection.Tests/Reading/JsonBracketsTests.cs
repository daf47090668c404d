using System.Text;
using System.Text.Json;
using ConfigSync.Injection.Reading;
using ConfigSync.TestKit;

namespace ConfigSync.Injection.Tests.Reading;

public sealed class JsonBracketsTests
{
    [Theory]
    [InlineData("}", 0)]
    [InlineData("\"a\":1},x", 5)]
    [InlineData("[1,{\"b\":[]}]}", 12)]
    [InlineData("\"}\":\"]\"}", 7)]
    [InlineData("\"\\\"}\":1}", 7)]
    [InlineData("\"\\\\\":1}", 6)]
    [InlineData("", -1)]
    [InlineData("{}", -1)]
    [InlineData("\"}", -1)]
    [InlineData("\"\\", -1)]
    [InlineData("1,2", -1)]
    public void ClosingBracketIsFoundAroundStrings(string json, int index) => Assert.Equal(index, JsonBrackets.IndexOfClosing(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("""[{"f:spec":{"k:{\"name\":\"app\"}":{".":{}}}}]""")]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    [InlineData("""[nonsense that nobody reads]""")]
    public void PodIsReadOnBehindManagedFields(string managed)
    {
        var pod = Some.Read("{\"metadata\":{\"managedFields\":" + managed + ",\"name\":\"web\"},\"spec\":{\"hostPID\":true}}");

        Assert.Equal("web", pod.Name);
        Assert.True(pod.HostPid);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void EveryBracketOfARealRequestIsFoundWhereTheReaderFindsIt(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                var opened = (int)reader.BytesConsumed;
                var ahead = reader;
                ahead.Skip();
                Assert.Equal((int)ahead.TokenStartIndex, opened + JsonBrackets.IndexOfClosing(json.AsSpan(opened)));
            }
        }
    }

    public static TheoryData<byte[]> Texts()
    {
        // Shifted byte by byte, so that quotes, backslashes and brackets come to stand at every place of a block.
        var request = File.ReadAllBytes(Repository.PathOf("tests", "Injection.Tests", "Fixtures", "admission", "metrics-governor.json"));
        var escapes = """[{"a\\\"]}":["\\",{"\"":"}\\\\"}]},"]",[[{}]]]"""u8.ToArray();
        return [request, .. Enumerable.Range(0, 70).Select(spaces => (byte[])[.. Enumerable.Repeat((byte)' ', spaces), .. escapes])];
    }
}
