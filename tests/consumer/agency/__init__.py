"""What an environment agency does with danhmuc: describe its stations' data, keep them, publish them."""
