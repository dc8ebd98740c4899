package bench

import "fmt"

// figureText writes a scenario's own result with its unit, which the end of its
// name tells.
func figureText(name string, value float64) string {
	return fmt.Sprintf("%.3g", value)
}
