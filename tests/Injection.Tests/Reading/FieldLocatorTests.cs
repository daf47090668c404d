using System.Text;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Tests.Reading;

public sealed class FieldLocatorTests
{
    [Theory]
    [InlineData("""@5""", "the body")]
    [InlineData("""{"a":@5}""", "a")]
    [InlineData("""{"a":{"b":1},"c":@5}""", "c")]
    [InlineData("""{"a":{"b":[1,@5]}}""", "a.b[1]")]
    [InlineData("""{"a":[{"x":[0,1]},{"y":@5}]}""", "a[1].y")]
    [InlineData("""{"a":[[1],[2,@5]]}""", "a[1][1]")]
    [InlineData("""{"a":@{"b":1}}""", "a")]
    [InlineData("""{"config-sync.dev/interval":@5}""", "config-sync.dev/interval")]
    public void PathLeadsToTheField(string marked, string path)
    {
        var position = marked.IndexOf('@', StringComparison.Ordinal);
        Assert.Equal(path, FieldLocator.PathAt(Encoding.UTF8.GetBytes(marked.Remove(position, 1)), position));
    }

    [Fact]
    public void VeryLongPathIsCut()
    {
        var name = new string('x', 500);
        var json = Encoding.UTF8.GetBytes($$"""{"{{name}}":5}""");

        Assert.Equal(name[..200] + "…", FieldLocator.PathAt(json, json.Length - 2));
    }

    [Theory]
    [InlineData("{\n\"a\": x}", "line 2, byte 6")]
    [InlineData("{\"a\":1", "line 1, byte 7")]
    [InlineData("{}", "brackets")]
    public void BreakIsReportedByLineAndByte(string json, string place) => Assert.Contains(place, FieldLocator.Break(Encoding.UTF8.GetBytes(json)), StringComparison.Ordinal);
}
