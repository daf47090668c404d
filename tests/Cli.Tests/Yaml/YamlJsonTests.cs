using System.Text.Json.Nodes;
using ConfigSync.Cli.Yaml;

namespace ConfigSync.Cli.Tests.Yaml;

public sealed class YamlJsonTests
{
    [Theory]
    [InlineData("""{"a":null,"b":[],"c":{},"d":[1,"1",true,"true",null,"",1.5]}""")]
    [InlineData("""{"text":"line\nline\n","tabs":"\ta\t","blank":" lead and trail ","quote":"it's \"so\"","colon":"a: b # c","dash":"- x","brace":"{x}","star":"*x"}""")]
    [InlineData("""{"unicode":"é😀","control":"\u0001","nel":"\u0085","long":"aaaaaaaaaaaaaaaaaaaa aaaaaaaaaaaaaaaaaaaaaaaaaaaa aaaaaaaaaaaaaaaaaaaaaaaaaaa"}""")]
    [InlineData("""{"8080":{"true":[[1],[{"x":[{}]}]]},"":"empty key","~":"tilde"}""")]
    [InlineData("""{"---":"marker","...":"end","%":"directive","a":"---\n...\n"}""")]
    public void JsonThatIsWrittenAsYamlReadsBackAsTheSame(string json)
    {
        foreach (var indent in new[] { false, true })
        {
            var yaml = YamlPrinter.Print(YamlJson.ToYaml(JsonNode.Parse(json)), indent);

            Assert.Equal(JsonNode.Parse(json)!.ToJsonString(), YamlJson.ToJson(YamlDocumentReader.Read(yaml)!)!.ToJsonString());
        }
    }

    [Theory]
    [InlineData("a: {b: , c: ~}\n", "{\"a\":{\"b\":null,\"c\":null}}")]
    [InlineData("a: !!str 5\n", "{\"a\":\"5\"}")]
    [InlineData("a: |-\n  x\n    y\nb: >\n  x\n  y\n", "{\"a\":\"x\\n  y\",\"b\":\"x y\\n\"}")]
    [InlineData("? a\n: b\n", "{\"a\":\"b\"}")]
    public void YamlThatIsWrittenAnewReadsBackAsTheSame(string yaml, string json)
    {
        var root = YamlDocumentReader.Read(yaml)!;
        Assert.Equal(json, YamlJson.ToJson(root)!.ToJsonString());

        Assert.Equal(json, YamlJson.ToJson(YamlDocumentReader.Read(YamlPrinter.Print(root, indentLists: false))!)!.ToJsonString());
    }
}
