using System.Text;
using System.Text.Json;
using ConfigSync.Controller.Rollouts;

namespace ConfigSync.Controller.Tests.Rollouts;

public sealed class ContentHasherTests
{
    private static readonly string AB = Hash("""{"data":{"a":"1","b":"2"}}""");

    [Theory]
    [InlineData("""{"data":{"b":"2","a":"1"}}""")]
    [InlineData("""{"kind":"ConfigMap","metadata":{"resourceVersion":"9","data":{"a":"x"}},"data":{"a":"1","b":"2"},"immutable":false}""")]
    [InlineData("""{"data":{"a":"\u0031","b":"2"}}""")]
    [InlineData("""{"data":{"a":"1"},"binaryData":{"b":"2"}}""")]
    public void SameEntriesHashTheSame(string json) => Assert.Equal(AB, Hash(json));

    [Theory]
    [InlineData("""{"data":{"a":"1","b":"3"}}""")]
    [InlineData("""{"data":{"a":"1"}}""")]
    [InlineData("""{"data":{"a":"1b","":"2"}}""")]
    [InlineData("""{"data":{"ab":"12"}}""")]
    [InlineData("""{"data":{"a":"2","b":"1"}}""")]
    [InlineData("""{"data":null}""")]
    [InlineData("{}")]
    public void OtherEntriesHashDifferently(string json) => Assert.NotEqual(AB, Hash(json));

    [Fact]
    public void OnlyKeysThatAreUsedCount()
    {
        Assert.Equal(Hash("""{"data":{"a":"1","z":"9"}}""", "a"), Hash("""{"data":{"a":"1","b":"2"}}""", "a"));
        Assert.NotEqual(Hash("""{"data":{"a":"1"}}""", "a"), Hash("""{"data":{"a":"2"}}""", "a"));
        Assert.Equal(Hash("""{"data":{"b":"1"}}""", "a"), Hash("{}", "a"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"data":{"a":"1" """)]
    public void AnythingElseIsRefusedAsJson(string json) => Assert.ThrowsAny<JsonException>(() => Hash(json));

    private static string Hash(string json, string keys = "") => ContentHasher.Hash(Encoding.UTF8.GetBytes(json), keys);
}
